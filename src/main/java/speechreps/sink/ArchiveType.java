package speechreps.sink;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.ArkWriter;
import speechreps.kaldi.CompressionMethod;
import speechreps.kaldi.Holder;
import speechreps.kaldi.MatrixSize;
import speechreps.speech.FeatureRows;

/** How matrices stand in Kaldi archives. The numbered ones are Kaldi's compression methods. */
public enum ArchiveType {
  /** Binary, single precision. */
  FLOAT(null),
  /** Binary, double precision. */
  DOUBLE(null),
  /** Text, 7 significant digits. */
  TEXT(null),
  /** Kaldi's default: {@link #CM2} for more than 8 rows, else {@link #CM3}. */
  CM1(CompressionMethod.AUTO),
  /** One byte a value, by the quartiles of each column. */
  CM2(CompressionMethod.SPEECH_FEATURE),
  /** Two bytes a value, between minimum and maximum. */
  CM3(CompressionMethod.TWO_BYTE_AUTO),
  /** Two bytes a value, integers from -32768. */
  CM4(CompressionMethod.TWO_BYTE_SIGNED_INTEGER),
  /** One byte a value, between minimum and maximum. */
  CM5(CompressionMethod.ONE_BYTE_AUTO),
  /** One byte a value, integers from 0 to 255. */
  CM6(CompressionMethod.ONE_BYTE_UNSIGNED_INTEGER),
  /** One byte a value, from 0 to 1. */
  CM7(CompressionMethod.ONE_BYTE_ZERO_ONE);

  private final @Nullable CompressionMethod method;

  ArchiveType(@Nullable CompressionMethod method) {
    this.method = method;
  }

  /** Adds an entry to an archive and tells the offset of its value. */
  @FunctionalInterface
  interface MatrixWriter {
    long write(String key, FeatureRows rows) throws IOException;
  }

  /** A writer of an archive that begins at the stream's next byte. */
  MatrixWriter writer(OutputStream out) {
    if (method != null) {
      return ArkWriter.binary(out, Holder.compressed(method))::write;
    }
    return switch (this) {
      case TEXT -> ArkWriter.text(out, Holder.FEATURE_ROWS)::write;
      case DOUBLE -> ArkWriter.binary(out, Holder.WIDENED_ROWS)::write;
      default -> ArkWriter.binary(out, Holder.FEATURE_ROWS)::write;
    };
  }

  /** Bytes of a matrix in an archive, behind its key; about, where it is text. */
  long bytes(long rows, int cols) {
    if (method != null) {
      return MatrixSize.compressed(rows, cols, method);
    }
    return switch (this) {
      case TEXT -> MatrixSize.text(rows, cols);
      case DOUBLE -> MatrixSize.binary(rows, cols, Double.BYTES);
      default -> MatrixSize.binary(rows, cols, Float.BYTES);
    };
  }
}
