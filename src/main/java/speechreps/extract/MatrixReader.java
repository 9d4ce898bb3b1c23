package speechreps.extract;

import java.io.IOException;
import speechreps.kaldi.Holder;
import speechreps.kaldi.KaldiFormatException;
import speechreps.kaldi.Rxfilename;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/** Reads what the entries of a {@code feats.scp} name, ranges included. Thread-safe. */
final class MatrixReader {
  private final Storage storage;

  MatrixReader(Storage storage) {
    this.storage = storage;
  }

  /**
   * Reads a matrix.
   *
   * @throws UtteranceException when it is corrupt, or its location is a command
   * @throws IOException when it cannot be read
   */
  FeatureMatrix read(String location) throws IOException {
    try {
      return read(Rxfilename.parse(location), location);
    } catch (IllegalArgumentException | KaldiFormatException e) {
      throw new UtteranceException(
          FailureReason.BAD_FEATURES, location, String.valueOf(e.getMessage()), e);
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
