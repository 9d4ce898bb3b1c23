package speechreps.kaldi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.Source;

/**
 * How values of one type are read and written, binary and text: Kaldi's word for the type of a
 * table.
 *
 * <p>Readers take any form that can be converted: a {@link #FEATURE_MATRIX} is read from float,
 * double, compressed and text matrices alike. Immutable, safe for concurrent use.
 *
 * @param <T> type of the values
 */
public final class Holder<T> {
  /** Features: written as float matrices ({@code FM}). */
  public static final Holder<FeatureMatrix> FEATURE_MATRIX =
      new Holder<>(
          MatrixFormat::readFloat,
          MatrixFormat::writeFloat,
          TextFormat::readFloatMatrix,
          TextFormat::writeFloatMatrix);

  /** Features of any length: written block by block, but read into memory. */
  public static final Holder<FeatureRows> FEATURE_ROWS =
      new Holder<>(
          MatrixFormat::readFloat,
          MatrixFormat::writeFloat,
          TextFormat::readFloatMatrix,
          TextFormat::writeFloatMatrix);

  /** The same, written as double matrices ({@code DM}). */
  public static final Holder<FeatureRows> WIDENED_ROWS =
      new Holder<>(
          MatrixFormat::readFloat,
          MatrixFormat::writeWidened,
          TextFormat::readFloatMatrix,
          TextFormat::writeFloatMatrix);

  /** CMVN statistics and the like: written as double matrices ({@code DM}). */
  public static final Holder<DoubleMatrix> DOUBLE_MATRIX =
      new Holder<>(
          MatrixFormat::readDouble,
          MatrixFormat::writeDouble,
          TextFormat::readDoubleMatrix,
          TextFormat::writeDoubleMatrix);

  /** Vectors of floats ({@code FV}): embeddings, decisions of a voice activity detector. */
  public static final Holder<float[]> FLOAT_VECTOR =
      new Holder<>(
          VectorFormat::readFloat,
          VectorFormat::writeFloat,
          TextFormat::readFloatVector,
          TextFormat::writeFloatVector);

  /** Vectors of doubles ({@code DV}). */
  public static final Holder<double[]> DOUBLE_VECTOR =
      new Holder<>(
          VectorFormat::readDouble,
          VectorFormat::writeDouble,
          TextFormat::readDoubleVector,
          TextFormat::writeDoubleVector);

  /** Vectors of int32: alignments. */
  public static final Holder<int[]> INT_VECTOR =
      new Holder<>(
          VectorFormat::readInt,
          VectorFormat::writeInt,
          TextFormat::readIntVector,
          TextFormat::writeIntVector);

  private final ValueReader<T> binaryReader;
  private final ValueWriter<T> binaryWriter;
  private final ValueReader<T> textReader;
  private final ValueWriter<T> textWriter;

  private Holder(
      ValueReader<T> binaryReader,
      ValueWriter<T> binaryWriter,
      ValueReader<T> textReader,
      ValueWriter<T> textWriter) {
    this.binaryReader = binaryReader;
    this.binaryWriter = binaryWriter;
    this.textReader = textReader;
    this.textWriter = textWriter;
  }

  /** {@link #FEATURE_ROWS} that are compressed when they are written in binary form; lossy. */
  public static Holder<FeatureRows> compressed(CompressionMethod method) {
    return new Holder<>(
        MatrixFormat::readFloat,
        (out, rows) -> CompressedMatrixFormat.write(out, rows, method),
        TextFormat::readFloatMatrix,
        TextFormat::writeFloatMatrix);
  }

  /** Reads a file that holds one value and no key, such as global CMVN statistics. */
  public T read(Source source) throws IOException {
    return readAt(source, 0);
  }

  /** Reads the value at an offset of an archive: {@code file.ark:1234} of an scp. */
  public T readAt(Source source, long offset) throws IOException {
    try (InputStream in = source.open()) {
      skip(in, source.location(), offset);
      return read(in, source.location(), offset);
    }
  }

  /**
   * Reads a value from a stream that stands at it. The stream may be read beyond the value; it is
   * not closed.
   *
   * @param location names the stream in messages
   * @param offset where the stream stands in its file, for messages
   */
  public T read(InputStream in, String location, long offset) throws IOException {
    return read(new KaldiInput(in, location, offset));
  }

  /** Writes one binary value without a key. The stream is neither flushed nor closed. */
  public void write(OutputStream out, T value) throws IOException {
    KaldiOutput output = new KaldiOutput(out);
    writeBinary(output, value);
    output.flush();
  }

  /** Writes one value as text without a key. The stream is neither flushed nor closed. */
  public void writeText(OutputStream out, T value) throws IOException {
    KaldiOutput output = new KaldiOutput(out);
    writeText(output, value);
    output.flush();
  }

  T read(KaldiInput in) throws IOException {
    return in.binaryMark() ? binaryReader.read(in) : textReader.read(in);
  }

  void writeBinary(KaldiOutput out, T value) throws IOException {
    out.binaryMark();
    binaryWriter.write(out, value);
  }

  void writeText(KaldiOutput out, T value) throws IOException {
    textWriter.write(out, value);
  }

  /** Streams of files seek here, without reading. */
  private static void skip(InputStream in, String location, long offset) throws IOException {
    try {
      in.skipNBytes(offset);
    } catch (EOFException e) {
      throw KaldiFormatException.in(location, "the file ends before byte " + offset);
    }
  }

  /** Reads a value, after the binary mark if there was one. */
  private interface ValueReader<T> {
    T read(KaldiInput in) throws IOException;
  }

  /** Writes a value, after the binary mark if there is one. */
  private interface ValueWriter<T> {
    void write(KaldiOutput out, T value) throws IOException;
  }
}
