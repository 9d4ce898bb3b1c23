"""DeCoAR once more, from other people's parts: kaldi-native-fbank's front end and an LSTM in NumPy.

Slow, float64, and sharing no line with the job: a judge of its numbers, for small models.
"""

import struct
from pathlib import Path

import kaldi_native_fbank as knf
import numpy as np
import soundfile

DENSE_V2 = 0xF993FAC9


def read_params(path):
    """The tensors of an MXNet NDArray list file of dense float32 arrays: name to float64 array."""
    data = Path(path).read_bytes()
    position = 0

    def take(layout):
        nonlocal position
        values = struct.unpack_from("<" + layout, data, position)
        position += struct.calcsize("<" + layout)
        return values

    magic, _, count = take("QQQ")
    assert magic == 0x112, f"not an NDArray list: {magic:#x}"
    arrays = []
    for _ in range(count):
        magic, storage, dims = take("Iii")
        assert (magic, storage) == (DENSE_V2, 0), f"not a dense array: {magic:#x}, {storage}"
        shape = take(f"{dims}q")
        _, _, dtype = take("iii")
        assert dtype == 0, f"not float32: {dtype}"
        size = int(np.prod(shape))
        arrays.append(np.frombuffer(data, "<f4", size, position).reshape(shape).astype(np.float64))
        position += 4 * size
    (names,) = take("Q")
    assert names == count, f"{names} names for {count} arrays"
    return {take(f"{take('Q')[0]}s")[0].decode(): array for array in arrays}


def front_end(samples):
    """40 log mel energies a frame as Kaldi computes them, normalised over the utterance: (T, 40)."""
    options = knf.FbankOptions()
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = 40
    options.energy_floor = 0.0
    fbank = knf.OnlineFbank(options)
    fbank.accept_waveform(16000, samples.tolist())
    fbank.input_finished()
    frames = np.array([fbank.get_frame(i) for i in range(fbank.num_frames_ready)], np.float64)
    variance = np.maximum(frames.var(axis=0), 1e-20)
    return (frames - frames.mean(axis=0)) / np.sqrt(variance)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(inputs, tensors, prefix):
    """A stack of LSTM layers from zero states; gates in the order input, forget, cell, output."""
    layer = 0
    while f"{prefix}{layer}.i2h_weight" in tensors:
        i2h, h2h, bias_i, bias_h = (
            tensors[f"{prefix}{layer}.{name}"]
            for name in ("i2h_weight", "h2h_weight", "i2h_bias", "h2h_bias")
        )
        hidden = cell = np.zeros(h2h.shape[1])
        outputs = []
        for x in inputs:
            i, f, g, o = np.split(i2h @ x + bias_i + h2h @ hidden + bias_h, 4)
            cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
            hidden = sigmoid(o) * np.tanh(cell)
            outputs.append(hidden)
        inputs = np.array(outputs)
        layer += 1
    return inputs


def decoar(audio_file, tensors):
    """What DeCoAR makes of a 16 kHz recording: (T, 2 × hidden)."""
    samples, rate = soundfile.read(audio_file, dtype="int16")
    assert rate == 16000, f"{audio_file}: {rate} Hz"
    features = front_end(samples.astype(np.float32))
    projected = features @ tensors["encoder.weight"].T + tensors["encoder.bias"]
    forward = lstm(projected, tensors, "rnn_forward._unfused.")
    backward = lstm(projected[::-1], tensors, "rnn_backward._unfused.")[::-1]
    return np.concatenate([forward, backward], axis=1)
