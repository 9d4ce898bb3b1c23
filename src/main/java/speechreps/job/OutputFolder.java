package speechreps.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import speechreps.sink.LedgerWriter;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/**
 * The output folder of a run.
 *
 * <pre>
 * shard-00000.parquet …        features, or
 * data/shard-00000.ark …       features for Kaldi; the folder is a data directory then
 * _data_dir                    the names of its other files
 * _ledger/shard-00000.parquet  what became of each line of the manifest
 * _run.json                    the run in numbers
 * </pre>
 *
 * <p>Names that start with an underscore are invisible to Spark, pandas and DuckDB when they read
 * the folder.
 */
final class OutputFolder {
  static final String RUN_FILE = "_run.json";

  /** Holds what {@link #claim} claims, one name a line. */
  private static final String CLAIMED = "_data_dir";

  private static final int MAX_CLAIMED_BYTES = 1 << 16;

  private static final List<String> OURS =
      List.of(
          "_ledger/[^/]+\\.parquet",
          "_run\\.json",
          CLAIMED,
          "shard-\\d{5,}\\.parquet",
          "data/shard-\\d{5,}\\.ark",
          "(feats|vectors)\\.scp",
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
   * Tells later runs that some files are this run's although others, like the data directory that
   * was read, have files of these names, too. To be called before the first of them is written.
   */
  void claim(List<String> names) throws IOException {
    try (PendingFile file = storage.create(resolve(CLAIMED))) {
      file.stream().write((String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
      file.commit();
    }
  }

  /**
   * Makes sure that what is read does not lie here, where it would be replaced.
   *
   * @param what it is, for the message
   * @param input a file or folder
   * @throws IllegalArgumentException when it does
   */
  void refuseToHold(String what, String input) throws IOException {
    if (storage.isWithin(input, location)) {
      throw new IllegalArgumentException(
          what
              + " must not lie in the output folder: choose another folder for the output ("
              + location
              + ")");
    }
  }

  /**
   * Makes sure that nothing of an earlier run is left.
   *
   * @param overwrite delete what an earlier run wrote; files that are not a run's are never deleted
   * @throws IllegalArgumentException when the folder is not empty and may not be emptied
   */
  void prepare(boolean overwrite) throws IOException {
    for (String name : replaceable(overwrite)) {
      storage.delete(resolve(name));
    }
  }

  /**
   * The files of an earlier run, which {@link #prepare} would delete.
   *
   * @throws IllegalArgumentException as there
   */
  List<String> replaceable(boolean overwrite) throws IOException {
    if (!storage.isDirectory(location)) {
      if (storage.exists(location)) {
        throw new IllegalArgumentException(
            "the output must be a folder, but a file is there (" + location + ")");
      }
      return List.of();
    }
    List<String> present = storage.relativeFilesBelow(location);
    Set<String> claimed = claimed();
    List<String> foreign = present.stream().filter(name -> !isOurs(name, claimed)).toList();
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
    return present;
  }

  private Set<String> claimed() throws IOException {
    String list = resolve(CLAIMED);
    if (!storage.exists(list)) {
      return Set.of();
    }
    try (InputStream in = storage.source(list).open()) {
      String names = new String(in.readNBytes(MAX_CLAIMED_BYTES), StandardCharsets.UTF_8);
      return names.lines().collect(Collectors.toSet());
    }
  }

  private static boolean isOurs(String name, Set<String> claimed) {
    String finished = UNFINISHED.matcher(name).replaceFirst("$1$2");
    return claimed.contains(finished) || OURS.stream().anyMatch(finished::matches);
  }
}
