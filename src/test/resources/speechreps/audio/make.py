"""Makes the recordings of this folder: two tones, 0.3 s at 16 kHz (see README.md)."""
import numpy as np
import soundfile as sf

t = np.arange(4800) / 16000
tone = np.round(8000 * np.sin(2 * np.pi * 440 * t) + 4000 * np.sin(2 * np.pi * 1250 * t))
mono = tone.astype(np.int16)
stereo24 = (np.stack([tone, -tone], axis=1) * 256 + 5).astype(np.int32) << 8

sf.write("tone.flac", mono, 16000, subtype="PCM_16")
sf.write("tone-stereo-24bit.flac", stereo24, 16000, subtype="PCM_24")
sf.write("tone.ogg", mono, 16000, format="OGG", subtype="VORBIS")
sf.write("tone.opus", mono, 16000, format="OGG", subtype="OPUS")
sf.write("tone.mp3", mono, 16000, format="MP3")
