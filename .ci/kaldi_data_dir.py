"""What Kaldi's utils/validate_data_dir.sh asks of a data directory, and of its optional files.

  kaldi_data_dir.py FOLDER [speaker|utterance]    the keys of cmvn.scp
"""

import sys
from pathlib import Path

BY_UTTERANCE = ["text", "feats.scp", "utt2lang", "utt2uniq", "utt2warp", "utt2dur", "utt2num_frames"]
BY_SPEAKER = ["spk2gender", "spk2warp"]
BY_RECORDING = ["wav.scp", "reco2file_and_channel", "reco2dur"]
ILLEGAL_WORDS = {b"<s>", b"</s>", b"#0"}


def read_table(folder, name):
    """Lines of bytes by key, once they are known to be sorted as LC_ALL=C does, and unique."""
    content = (folder / name).read_bytes()
    assert content == b"" or content.endswith(b"\n"), f"{name}: the last line has no end"
    assert b"\r" not in content, f"{name}: a carriage return"
    lines = [line.split(None, 1) for line in content.split(b"\n")[:-1]]
    assert all(lines), f"{name}: an empty line"
    keys = [line[0] for line in lines]
    assert keys == sorted(set(keys)), f"{name}: not sorted, or a key twice"
    return {line[0]: line[1] if len(line) > 1 else b"" for line in lines}


def check_values(name, table):
    for key, value in table.items():
        fields = value.split()
        where = f"{name}: {key.decode()}"
        if name in ("utt2dur", "reco2dur"):
            assert len(fields) == 1 and float(fields[0]) > 0, where
        elif name == "utt2num_frames":
            assert len(fields) == 1 and int(fields[0]) > 0, where
        elif name == "text":
            assert not ILLEGAL_WORDS & set(fields), where
        elif name == "spk2gender":
            assert fields in ([b"m"], [b"f"]), where
        elif name in ("spk2warp", "utt2warp"):
            assert len(fields) == 1 and 0.5 < float(fields[0]) < 1.5, where
        elif name == "segments":
            assert len(fields) == 3 and float(fields[2]) > float(fields[1]), where
        elif name == "reco2file_and_channel":
            assert len(fields) == 2 and fields[1] in (b"A", b"B", b"1"), where
        elif name == "wav.scp":
            assert not value.startswith(b"~"), where


def validate(folder, cmvn_by="speaker"):
    """Checks all files there are; cmvn.scp may be by utterance, which the script does not foresee."""
    folder = Path(folder)
    utt2spk = read_table(folder, "utt2spk")
    assert utt2spk, "utt2spk is empty"
    assert all(len(value.split()) == 1 for value in utt2spk.values()), "utt2spk: fields"
    spk2utt = {speaker: ids.split() for speaker, ids in read_table(folder, "spk2utt").items()}
    inverse = {utterance: speaker for speaker, ids in spk2utt.items() for utterance in ids}
    assert inverse == utt2spk, "spk2utt is not the inverse of utt2spk"
    assert all(ids == sorted(ids) for ids in spk2utt.values()), "spk2utt: utterances not sorted"
    if list(utt2spk.values()) != sorted(utt2spk.values()):
        print("  warning: speakers are no prefixes of utterance ids: needs --no-spk-sort")

    expected = dict.fromkeys(BY_UTTERANCE, utt2spk) | dict.fromkeys(BY_SPEAKER, spk2utt)
    recordings = utt2spk
    if (folder / "segments").exists():
        assert (folder / "wav.scp").exists(), "segments without wav.scp"
        segments = read_table(folder, "segments")
        recordings = dict.fromkeys(sorted({value.split()[0] for value in segments.values()}))
        expected["segments"] = utt2spk
    expected |= dict.fromkeys(BY_RECORDING, recordings)
    expected["cmvn.scp"] = spk2utt if cmvn_by == "speaker" else utt2spk

    assert (folder / "feats.scp").exists(), "no feats.scp"
    present = [name for name in expected if (folder / name).exists()]
    for name in present:
        table = read_table(folder, name)
        assert list(table) == list(expected[name]), f"{name}: other keys than expected"
        check_values(name, table)
    if (folder / "frame_shift").exists():
        assert 0 < float((folder / "frame_shift").read_text()) < 1, "frame_shift"
    return present


if __name__ == "__main__":
    print(f"ok: {sys.argv[1]}: {' '.join(validate(*sys.argv[1:]))}")
