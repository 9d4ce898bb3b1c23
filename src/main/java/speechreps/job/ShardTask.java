package speechreps.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import speechreps.extract.Extractor;
import speechreps.extract.Featurizer;
import speechreps.extract.Precision;
import speechreps.extract.Reduction;
import speechreps.sink.ArkShardWriter;
import speechreps.sink.LedgerRow;
import speechreps.sink.LedgerWriter;
import speechreps.sink.ParquetShardWriter;
import speechreps.sink.ParquetVectorWriter;
import speechreps.sink.ShardWriter;
import speechreps.speech.FailureReason;
import speechreps.speech.IdOrder;
import speechreps.speech.Outcome;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * Computes one shard and commits it: first its features, then its part of the ledger.
 *
 * <p>A shard without its part of the ledger does not exist. Both files are a pure function of the
 * slice and the recipe, so a second attempt replaces them by the same bytes and no coordinator is
 * needed. An exception leaves neither: the part of the ledger is complete before the features
 * become visible.
 */
final class ShardTask {
  private final TaskConfig config;
  private final Storage storage;
  private final Featurizer featurizer;

  ShardTask(TaskConfig config, Storage storage, Featurizer featurizer) {
    this.config = config;
    this.storage = storage;
    this.featurizer = featurizer;
  }

  ShardSummary run(Shard shard, String executor, Runnable checkpoint) throws IOException {
    long start = System.currentTimeMillis();
    Extractor extractor = featurizer.newExtractor();
    Tally tally = new Tally();
    long bytes;
    try (ShardWriter writer = openWriter(shard.number())) {
      extractor.run(
          shard.utterances(), outcome -> write(writer, outcome, tally, shard.number()), checkpoint);
      commit(writer, shard.number(), tally.rows, checkpoint);
      bytes = writer.bytes();
    }
    return new ShardSummary(
        shard.number(),
        tally.done,
        tally.failed,
        tally.seconds,
        tally.frames,
        bytes,
        ShardWork.of(extractor.clock()),
        new ShardRun(
            executor,
            config.cores().concurrentTasks(),
            Featurizer.encoderLoads(),
            start,
            System.currentTimeMillis()));
  }

  private static void write(ShardWriter writer, Outcome outcome, Tally tally, int shard)
      throws IOException {
    long offset = ShardWriter.NO_OFFSET;
    Outcome written = outcome;
    if (outcome instanceof Outcome.Done done) {
      try {
        offset = writer.append(done.utterance(), done.features(), done.numFrames());
      } catch (IllegalArgumentException e) {
        // An archive is as it was before: the others go on.
        written = refused(done.utterance(), e);
      }
    }
    tally.add(written, offset, shard);
  }

  /** Features that are valid, but that the format cannot hold. */
  private static Outcome.Failed refused(Utterance utterance, IllegalArgumentException e) {
    return new Outcome.Failed(
        utterance,
        FailureReason.BAD_FEATURES,
        "cannot be written: " + e.getMessage() + " (" + utterance.location() + ")");
  }

  private ShardWriter openWriter(int shard) throws IOException {
    String location =
        Storage.resolve(config.output().folder(), config.output().format().shardName(shard));
    Reduction reduction = config.recipe().reduction();
    boolean half = reduction.precision() == Precision.FP16;
    if (reduction.isPooled()) {
      return switch (config.output().format()) {
        case PARQUET -> ParquetVectorWriter.create(storage, location, config.metadata());
        case ARK -> ArkShardWriter.createForVectors(storage, location);
      };
    }
    return switch (config.output().format()) {
      case PARQUET ->
          ParquetShardWriter.create(
              storage, location, featurizer.frameShiftMs(), half, config.metadata());
      case ARK -> ArkShardWriter.create(storage, location, config.output().archiveType());
    };
  }

  private void commit(ShardWriter writer, int shard, List<LedgerRow> rows, Runnable checkpoint)
      throws IOException {
    rows.sort(Comparator.comparing(LedgerRow::utteranceId, IdOrder.INSTANCE));
    String location = Storage.resolve(config.output().folder(), LedgerWriter.partName(shard));
    try (LedgerWriter ledger = LedgerWriter.create(storage, location)) {
      for (LedgerRow row : rows) {
        ledger.append(row);
      }
      // A task that was killed while it wrote must not make its shard visible.
      checkpoint.run();
      writer.commit();
      ledger.commit();
    }
  }

  /** Counts and ledger rows of one shard. */
  private static final class Tally {
    private final List<LedgerRow> rows = new ArrayList<>();
    private long done;
    private long failed;
    private double seconds;
    private long frames;

    void add(Outcome outcome, long offset, int shard) {
      rows.add(LedgerRows.of(outcome, offset, shard));
      if (outcome instanceof Outcome.Done one) {
        done++;
        seconds += one.seconds();
        frames += one.features().numFrames();
      } else {
        failed++;
      }
    }
  }
}
