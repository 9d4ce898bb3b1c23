package speechreps.job;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import speechreps.extract.CmvnOptions;
import speechreps.extract.CmvnScope;
import speechreps.extract.CmvnSums;
import speechreps.extract.CmvnTable;
import speechreps.extract.CmvnTableReader;
import speechreps.extract.Commands;
import speechreps.sink.CmvnWriter;
import speechreps.storage.Storage;

/** Finds the statistics that a job normalises by, and writes those that it was asked for. */
final class CmvnStep {
  private final Storage storage;
  private final CmvnPass pass;
  private final Map<CmvnScope, CmvnSums> computed = new HashMap<>();

  CmvnStep(Storage storage, CmvnPass pass) {
    this.storage = storage;
    this.pass = pass;
  }

  /**
   * The statistics of the file that the options name, or null when they name none.
   *
   * @param commands rules for the commands in an scp of statistics
   * @throws IllegalArgumentException when the file cannot be read or holds no statistics
   */
  static @Nullable CmvnTable given(Storage storage, Commands commands, CmvnOptions options) {
    if (options.stats() == null) {
      return null;
    }
    try {
      return new CmvnTableReader(storage, commands).read(options.stats());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the CMVN statistics cannot be read: " + e.getMessage() + " (" + options.stats() + ")",
          e);
    }
  }

  /** The statistics of the corpus that tasks need, or null when they need none. */
  @Nullable CmvnTable ofCorpus(CmvnScope scope, List<Shard> shards) throws IOException {
    return scope.needsPass() ? sums(scope, shards).toTable() : null;
  }

  /** Writes statistics as Kaldi's {@code compute-cmvn-stats} would. */
  void write(CmvnScope scope, List<Shard> shards, OutputSpec output) throws IOException {
    CmvnSums sums = sums(scope, shards);
    if (scope == CmvnScope.GLOBAL) {
      CmvnSums.Visitor<IOException> global =
          (key, numRows, numCols, values) ->
              CmvnWriter.writeGlobal(storage, output.folder(), numRows, numCols, values);
      sums.forEach(global);
      return;
    }
    try (CmvnWriter writer = CmvnWriter.create(storage, output.folder(), output.namedFolder())) {
      sums.<IOException>forEach(writer::append);
      writer.commit();
    }
  }

  private CmvnSums sums(CmvnScope scope, List<Shard> shards) throws IOException {
    CmvnSums sums = computed.get(scope);
    if (sums == null) {
      sums = pass.run(shards, scope);
      computed.put(scope, sums);
    }
    return sums;
  }
}
