package speechreps.extract;

import java.io.IOException;
import java.util.List;
import speechreps.kaldi.Holder;
import speechreps.kaldi.KaldiFormatException;
import speechreps.kaldi.Rxfilename;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/** Features that were computed before, from the entries of a {@code feats.scp}, normalised. */
final class MatrixInput implements InputStage {
  /** What is computed from features knows no sample rate. */
  private static final int NO_RATE = 0;

  private static final double MILLIS = 1000;

  private final Storage storage;
  private final int dim;
  private final double frameShiftMs;
  private final Normalizer normalizer;

  /**
   * An input of matrices.
   *
   * @param dim columns that they must have
   */
  MatrixInput(Storage storage, int dim, double frameShiftMs, Normalizer normalizer) {
    this.storage = storage;
    this.dim = dim;
    this.frameShiftMs = frameShiftMs;
    this.normalizer = normalizer;
  }

  @Override
  public int dim() {
    return normalizer.dim(dim);
  }

  @Override
  public double frameShiftMs() {
    return frameShiftMs;
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    FeatureMatrix features = read(utterance);
    if (features.numFrames() > 0 && features.dim() != dim) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES,
          utterance.location(),
          "features do not fit the model: expected " + dim + " columns, got " + features.dim());
    }
    return new Prepared(
        utterance,
        normalizer.apply(features, utterance),
        features.numFrames() * frameShiftMs / MILLIS,
        NO_RATE,
        List.of());
  }

  private FeatureMatrix read(Utterance utterance) throws IOException {
    try {
      return read(Rxfilename.parse(utterance.location()), utterance.location());
    } catch (IllegalArgumentException | KaldiFormatException e) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES, utterance.location(), String.valueOf(e.getMessage()), e);
    }
  }

  private FeatureMatrix read(Rxfilename place, String location) throws IOException {
    if (place instanceof Rxfilename.Range range) {
      return range.range().of(read(range.inner(), location), location);
    }
    if (place instanceof Rxfilename.Offset offset) {
      return Holder.FEATURE_MATRIX.readAt(storage.source(offset.path()), offset.offset());
    }
    if (place instanceof Rxfilename.File file) {
      return Holder.FEATURE_MATRIX.read(storage.source(file.path()));
    }
    throw new UtteranceException(
        FailureReason.COMMAND_REFUSED,
        location,
        "expected an archive and an offset or a file, got a command");
  }
}
