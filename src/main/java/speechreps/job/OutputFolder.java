package speechreps.job;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import speechreps.sink.LedgerWriter;
import speechreps.storage.Storage;

/**
 * The output folder of a run.
 *
 * <pre>
 * shard-00000.parquet …        features, or
 * data/shard-00000.ark …       features for Kaldi, with feats.scp and utt2num_frames
 * _ledger/shard-00000.parquet  what became of each line of the manifest
 * _run.json                    the run in numbers
 * </pre>
 *
 * <p>Names that start with an underscore are invisible to Spark, pandas and DuckDB when they read
 * the folder.
 */
final class OutputFolder {
  static final String RUN_FILE = "_run.json";

  private static final List<String> OURS =
      List.of(
          "_ledger/[^/]+\\.parquet",
          "_run\\.json",
          "shard-\\d{5,}\\.parquet",
          "data/shard-\\d{5,}\\.ark",
          "feats\\.scp",
          "utt2num_frames",
          "cmvn\\.(ark|scp)",
          "global_cmvn\\.stats");

  /** What a killed process leaves of a file that it had not committed. */
  private static final Pattern UNFINISHED =
      Pattern.compile("(^|/)\\.([^/]+)\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

  private final Storage storage;
  private final String location;

  OutputFolder(Storage storage, String location) {
    this.storage = storage;
    this.location = location;
  }

  /** The full location of a file in the folder. */
  String resolve(String name) {
    return Storage.resolve(location, name);
  }

  /** The parts of the ledger, for Spark, by name: the underscore hides their folder from it. */
  String[] ledgerParts() throws IOException {
    return storage.relativeFilesBelow(resolve(LedgerWriter.FOLDER)).stream()
        .filter(name -> name.matches("[^/.]+\\.parquet"))
        .map(name -> Storage.resolve(literalPattern(), LedgerWriter.FOLDER + "/" + name))
        .toArray(String[]::new);
  }

  /** The folder for Spark, which would take some characters in its name as a pattern. */
  String literalPattern() {
    return location.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
  }

  /**
   * Makes sure that nothing of an earlier run is left.
   *
   * @param overwrite delete what an earlier run wrote; files that are not a run's are never deleted
   * @throws IllegalArgumentException when the folder is not empty and may not be emptied
   */
  void prepare(boolean overwrite) throws IOException {
    if (!storage.isDirectory(location)) {
      if (storage.exists(location)) {
        throw new IllegalArgumentException(
            "the output must be a folder, but a file is there (" + location + ")");
      }
      return;
    }
    List<String> present = storage.relativeFilesBelow(location);
    List<String> foreign = present.stream().filter(name -> !isOurs(name)).toList();
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "the output folder holds files that are not of an earlier run, such as "
              + foreign.get(0)
              + ": choose another folder ("
              + location
              + ")");
    }
    if (!present.isEmpty() && !overwrite) {
      throw new IllegalArgumentException(
          "the output folder holds an earlier run: choose another folder, or replace that run with"
              + " --overwrite ("
              + location
              + ")");
    }
    for (String name : present) {
      storage.delete(resolve(name));
    }
  }

  private static boolean isOurs(String name) {
    String finished = UNFINISHED.matcher(name).replaceFirst("$1$2");
    return OURS.stream().anyMatch(finished::matches);
  }
}
