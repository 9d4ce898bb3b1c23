package speechreps.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * A shard as Parquet: one row an utterance, the whole matrix in one binary value.
 *
 * <pre>
 * utterance_id    string
 * speaker         string, null when the manifest names none
 * chunk           int32   0, 1, … of the rows of one utterance; nearly always only 0
 * start_frame     int32   the frame of the utterance at which this row begins
 * num_frames      int32   frames in this row
 * feature_dim     int32
 * frame_shift_ms  double
 * dtype           string  float32 or float16
 * features        binary  num_frames × feature_dim little-endian values of it, row by row
 * </pre>
 *
 * <p>A list column would cost four times the CPU to write and up to ten times to read from Python;
 * {@code numpy.frombuffer(features, dtype).reshape(num_frames, feature_dim)} undoes this one.
 */
public final class ParquetShardWriter implements ShardWriter {
  /**
   * Longer utterances go into several rows, so that no reader needs more than this for one value.
   */
  private static final int MAX_ROW_BYTES = 64 << 20;

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message features {
            required binary utterance_id (STRING);
            optional binary speaker (STRING);
            required int32 chunk;
            required int32 start_frame;
            required int32 num_frames;
            required int32 feature_dim;
            required double frame_shift_ms;
            required binary dtype (STRING);
            required binary features;
          }
          """);

  private final ParquetFile file;
  private final double frameShiftMs;
  private final boolean half;
  private final int maxRowBytes;
  private final RowGroupRoom room = new RowGroupRoom(ParquetFile.ROW_GROUP_BYTES);

  private ParquetShardWriter(ParquetFile file, double frameShiftMs, boolean half, int maxRowBytes) {
    this.file = file;
    this.frameShiftMs = frameShiftMs;
    this.half = half;
    this.maxRowBytes = maxRowBytes;
  }

  /**
   * Opens a shard to write.
   *
   * @param frameShiftMs time between rows of a matrix
   * @param half whether values are stored in half precision
   * @param metadata key and value pairs for the file's footer
   */
  public static ParquetShardWriter create(
      Storage storage,
      String location,
      double frameShiftMs,
      boolean half,
      Map<String, String> metadata)
      throws IOException {
    return create(storage, location, frameShiftMs, half, metadata, MAX_ROW_BYTES);
  }

  /**
   * The same with another limit.
   *
   * @param maxRowBytes features that one row may hold; a single frame may be larger
   */
  static ParquetShardWriter create(
      Storage storage,
      String location,
      double frameShiftMs,
      boolean half,
      Map<String, String> metadata,
      int maxRowBytes)
      throws IOException {
    return new ParquetShardWriter(
        ParquetFile.create(storage, location, SCHEMA, metadata, "features"),
        frameShiftMs,
        half,
        maxRowBytes);
  }

  @Override
  public long append(Utterance utterance, FeatureRows features, int numFrames) throws IOException {
    int framesPerRow = Math.max(1, maxRowBytes / valueBytes() / Math.max(1, features.dim()));
    int chunk = 0;
    int start = 0;
    do {
      int frames = Math.min(framesPerRow, features.numFrames() - start);
      if (file.append(row(utterance, features, chunk, start, frames))) {
        room.reuse();
      }
      chunk++;
      start += frames;
    } while (start < features.numFrames());
    return NO_OFFSET;
  }

  private Group row(Utterance utterance, FeatureRows features, int chunk, int start, int frames)
      throws IOException {
    Group row = new SimpleGroup(SCHEMA);
    row.add("utterance_id", utterance.id());
    if (utterance.speaker() != null) {
      row.add("speaker", utterance.speaker());
    }
    row.add("chunk", chunk);
    row.add("start_frame", start);
    row.add("num_frames", frames);
    row.add("feature_dim", features.dim());
    row.add("frame_shift_ms", frameShiftMs);
    row.add("dtype", half ? "float16" : "float32");
    row.add("features", littleEndian(features, start, frames));
    return row;
  }

  private int valueBytes() {
    return half ? Short.BYTES : Float.BYTES;
  }

  private Binary littleEndian(FeatureRows features, int start, int frames) throws IOException {
    int size = frames * features.dim() * valueBytes();
    ByteBuffer bytes = room.take(size).order(ByteOrder.LITTLE_ENDIAN);
    int most = FeatureRows.blockRows(features.dim());
    for (int done = 0; done < frames; done += most) {
      put(features.block(start + done, Math.min(most, frames - done)).values(), bytes);
    }
    return Binary.fromConstantByteArray(bytes.array(), bytes.arrayOffset(), size);
  }

  private void put(float[] values, ByteBuffer bytes) {
    if (half) {
      for (float value : values) {
        bytes.putShort(HalfFloats.of(value));
      }
    } else {
      bytes.asFloatBuffer().put(values);
      bytes.position(bytes.position() + values.length * Float.BYTES);
    }
  }

  @Override
  public void commit() throws IOException {
    file.commit();
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
