"""A wav.scp in which the sample corpus stands between everything that goes wrong in real ones.

  broken_corpus.py SAMPLES DIR     writes DIR/wav.scp and the files that it names
"""

import sys
import wave
from pathlib import Path

# Bad line to the reason it must get; {dir} is where the bad files lie. An empty line, which asks
# for nothing, comes after each.
BAD_LINES = {
    "noise-0001 {dir}/noise.wav": "corrupt_audio",
    "gone-0001 {dir}/gone.wav": "file_not_found",
    "short-0001 {dir}/short.wav": "too_short",
    "narrow-0001 {dir}/narrow.wav": "wrong_sample_rate",
    "command-0001 touch {dir}/run-by-a-shell |": "command_refused",
    "lonely": "bad_manifest_line",
}


def write_wav(file, rate, num_samples):
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(bytes(2 * num_samples))


def write(samples, folder):
    folder = Path(folder).resolve()
    folder.mkdir(parents=True)
    (folder / "noise.wav").write_bytes(b"this is not a recording " * 1000)
    write_wav(folder / "short.wav", 16000, 100)
    write_wav(folder / "narrow.wav", 8000, 8000)

    bad = [line.format(dir=folder) for line in BAD_LINES]
    good = [
        f"{file.stem} {file.resolve()}"
        for file in sorted(Path(samples).rglob("*"))
        if file.suffix in (".wav", ".flac")
    ]
    lines = []
    while good or bad:
        lines += [good.pop(0)] if good else []
        lines += [bad.pop(0), ""] if bad else []
    (folder / "wav.scp").write_text("".join(line + "\n" for line in lines))


if __name__ == "__main__":
    write(*sys.argv[1:])
