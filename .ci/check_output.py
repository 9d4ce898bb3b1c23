"""Reads what the job wrote as its users will: pyarrow, DuckDB, kaldiio, NumPy. Any doubt is an error.

  check_output.py corpus   SAMPLES PARAMS PARQUET ARK   the sample corpus, done without a failure
  check_output.py same     A B                          two outputs hold the same rows
  check_output.py broken   SAMPLES OUT FOLDER           good and bad lines, each accounted for
  check_output.py folder   FOLDER OUT                   a folder of audio, done without a manifest
  check_output.py executors OUT N                       N executors worked, each with one encoder
  check_output.py reduced  WHOLE POOLED HALF            means and deviations, half precision
  check_output.py npy      FILE OUT ID                  the single-file command and the corpus agree
"""

import json
import sys
from pathlib import Path

import duckdb
import kaldiio
import numpy as np
import pyarrow.parquet

from broken_corpus import BAD_LINES
from decoar_reference import decoar, read_params
from kaldi_data_dir import validate

# float32 against float64, and two front ends whose FFTs round differently; the reference itself is
# within 1e-5 of the original model's outputs.
RELATIVE_TOLERANCE = 1e-4


def audio_files(samples):
    """Utterance id to audio file, of the corpus below a folder."""
    files = [file for file in Path(samples).rglob("*") if file.suffix in (".wav", ".flac")]
    assert files, f"no audio below {samples}"
    return {file.stem: file for file in sorted(files)}


def join_chunks(rows):
    """Rows of (id, chunk, num_frames, feature_dim, features) as one float32 matrix an utterance."""
    chunks = {}
    for utterance_id, chunk, num_frames, feature_dim, features in sorted(rows):
        matrix = np.frombuffer(features, "<f4").reshape(num_frames, feature_dim)
        expected = len(chunks.setdefault(utterance_id, []))
        assert chunk == expected, f"{utterance_id}: chunk {chunk}, expected {expected}"
        chunks[utterance_id].append(matrix)
    return {utterance_id: np.concatenate(parts) for utterance_id, parts in chunks.items()}


COLUMNS = ["utterance_id", "chunk", "num_frames", "feature_dim", "features"]


def parquet_files(out):
    files = sorted(str(file) for file in Path(out).glob("shard-*.parquet"))
    assert files, f"no shards in {out}"
    return files


def read_with_pyarrow(out):
    rows = []
    for file in parquet_files(out):
        table = pyarrow.parquet.read_table(file, columns=COLUMNS).to_pydict()
        rows += zip(*(table[column] for column in COLUMNS))
    return join_chunks(rows)


def read_with_duckdb(out):
    query = f"SELECT {', '.join(COLUMNS)} FROM read_parquet(?)"
    return join_chunks(duckdb.execute(query, [parquet_files(out)]).fetchall())


def read_ark(out):
    matrices = dict(kaldiio.load_scp(str(Path(out) / "feats.scp")))
    lines = (Path(out) / "utt2num_frames").read_text().splitlines()
    frames = {line.split()[0]: int(line.split()[1]) for line in lines}
    assert frames == {key: len(matrix) for key, matrix in matrices.items()}, "utt2num_frames differs"
    return matrices


def read_output(out):
    return read_ark(out) if (Path(out) / "feats.scp").exists() else read_with_pyarrow(out)


def read_ledger(out):
    files = sorted((Path(out) / "_ledger").glob("*.parquet"))
    assert files, f"no ledger in {out}"
    return [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]


def read_run(out):
    return json.loads((Path(out) / "_run.json").read_text())


def assert_same(first, second, what):
    assert first.keys() == second.keys(), f"{what}: ids {sorted(first)} and {sorted(second)}"
    for key, matrix in first.items():
        assert matrix.dtype == second[key].dtype == np.float32, f"{what}: {key} is not float32"
        assert np.array_equal(matrix, second[key]), f"{what}: {key} differs"


def check_corpus(samples, params, parquet, ark):
    files = audio_files(samples)
    matrices = read_with_pyarrow(parquet)
    assert_same(matrices, read_with_duckdb(parquet), "pyarrow and DuckDB")
    assert_same(matrices, read_ark(ark), "Parquet and ark")
    assert {"wav.scp", "utt2dur", "utt2num_frames"} <= set(validate(ark)), "an incomplete data directory"
    assert matrices.keys() == files.keys(), f"ids {sorted(matrices)}, expected {sorted(files)}"

    tensors = read_params(params)
    for key, matrix in matrices.items():
        expected = decoar(files[key], tensors)
        assert matrix.shape == expected.shape, f"{key}: {matrix.shape}, expected {expected.shape}"
        error = np.linalg.norm(matrix - expected) / np.linalg.norm(expected)
        assert error < RELATIVE_TOLERANCE, f"{key}: relative error {error:.1e}"
        print(f"  {key}: {matrix.shape[0]} x {matrix.shape[1]}, {error:.1e} from the reference")
    for out in (parquet, ark):
        check_accounts(out, done=len(files))


def check_accounts(out, done, failed=0, skipped=0):
    """The ledger has a row for every manifest line, and the run's own summary says the same."""
    expected = {"ok": done, "failed": failed, "skipped": skipped}
    statuses = [row["status"] for row in read_ledger(out)]
    counts = {status: statuses.count(status) for status in expected}
    assert counts == expected and len(statuses) == sum(expected.values()), f"{out}: ledger {counts}"
    run = read_run(out)
    counts = {"ok": run["done"], "failed": run["failed"], "skipped": run["skipped"]}
    assert counts == expected, f"{out}: _run.json {counts}, expected {expected}"


def check_same(first, second):
    assert_same(read_output(first), read_output(second), f"{first} and {second}")


def check_broken(samples, out, folder):
    rows = read_ledger(out)
    for row in rows:
        print(f"  {row['utterance_id']}: {row['status']} {row['reason'] or ''} {row['message'] or ''}")
    good = [row["utterance_id"] for row in rows if row["status"] == "ok"]
    assert sorted(good) == sorted(audio_files(samples)), f"ok: {good}"
    assert read_with_pyarrow(out).keys() == set(good), "the output holds other ids than the ledger"

    bad = {row["utterance_id"]: row["reason"] for row in rows if row["status"] == "failed"}
    expected = {line.split()[0]: reason for line, reason in BAD_LINES.items()}
    assert bad == expected, f"failed: {bad}, expected {expected}"
    assert all(row["message"] for row in rows if row["status"] == "failed"), "a reason without words"
    assert not (Path(folder) / "run-by-a-shell").exists(), "a command of the manifest was run"
    lines = (Path(folder) / "wav.scp").read_text().splitlines()
    check_accounts(out, done=len(good), failed=len(bad), skipped=lines.count(""))


def check_folder(folder, out):
    """A folder without a manifest: ids are the paths below it."""
    expected = {file.relative_to(folder).as_posix() for file in audio_files(folder).values()}
    ids = read_output(out).keys()
    assert ids == expected, f"ids {sorted(ids)}, expected {sorted(expected)}"


def check_executors(out, number):
    loads = read_run(out)["encoder_loads"]
    assert len(loads) == int(number), f"{out}: executors {loads}, expected {number}"
    assert set(loads.values()) == {1}, f"{out}: an executor loaded its encoder twice: {loads}"


def check_npy(file, out, utterance_id):
    assert_same({utterance_id: np.load(file)}, {utterance_id: read_output(out)[utterance_id]}, file)


def check_reduced(whole, pooled, half):
    matrices = read_with_pyarrow(whole)
    vectors = [row for file in parquet_files(pooled) for row in pyarrow.parquet.read_table(file).to_pylist()]
    assert {row["utterance_id"] for row in vectors} == matrices.keys(), "other ids in the pooled output"
    for row in vectors:
        matrix = matrices[row["utterance_id"]].astype(np.float64)
        expected = np.concatenate([matrix.mean(0), matrix.std(0)])
        assert row["num_frames"] == len(matrix) and row["feature_dim"] == len(expected)
        assert np.allclose(row["features"], expected, rtol=1e-6, atol=1e-7), row["utterance_id"]
    for file in parquet_files(half):
        for row in pyarrow.parquet.read_table(file).to_pylist():
            values = np.frombuffer(row["features"], row["dtype"])
            expected = matrices[row["utterance_id"]].astype(np.float16)
            assert np.array_equal(values.reshape(expected.shape), expected), row["utterance_id"]


def check_plan(plan, out):
    """Hours, shards and frames that a plan printed are those of the run."""
    with open(plan, encoding="utf-8") as file:
        first = {words[0]: words[1] for words in map(str.split, file) if len(words) > 1}
    run = read_run(out)
    planned = first["audio"], int(first["shards"].rstrip(",")), int(first["output"])
    expected = f"{run['audio_hours']:.6f}", run["shards"], run["frames"]
    assert planned == expected, f"{plan}: hours, shards and frames {planned}, expected {expected}"


CHECKS = {
    "corpus": check_corpus,
    "same": check_same,
    "broken": check_broken,
    "folder": check_folder,
    "executors": check_executors,
    "reduced": check_reduced,
    "npy": check_npy,
    "plan": check_plan,
}

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    CHECKS[name](*arguments)
    print(f"ok: {name} {' '.join(arguments)}")
