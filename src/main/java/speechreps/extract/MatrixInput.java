package speechreps.extract;

import java.io.IOException;
import java.util.List;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/** Features that were computed before, from the entries of a {@code feats.scp}, normalised. */
final class MatrixInput implements InputStage {
  /** What is computed from features knows no sample rate. */
  private static final int NO_RATE = 0;

  private static final double MILLIS = 1000;

  private final MatrixReader reader;
  private final int dim;
  private final double frameShiftMs;
  private final Normalizer normalizer;
  private final RowStore store;

  /**
   * An input of matrices.
   *
   * @param dim columns that they must have
   * @param store where what becomes of them goes
   */
  MatrixInput(
      MatrixReader reader, int dim, double frameShiftMs, Normalizer normalizer, RowStore store) {
    this.store = store;
    this.reader = reader;
    this.dim = dim;
    this.frameShiftMs = frameShiftMs;
    this.normalizer = normalizer;
  }

  @Override
  public int dim() {
    return normalizer.dim(dim);
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    FeatureMatrix features = reader.read(utterance.location());
    if (features.numFrames() > 0 && features.dim() != dim) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES,
          utterance.location(),
          "features do not fit: expected " + dim + " columns, got " + features.dim());
    }
    return new Prepared(
        utterance,
        normalizer.apply(features, utterance, store),
        features.numFrames() * frameShiftMs / MILLIS,
        NO_RATE,
        List.of());
  }
}
