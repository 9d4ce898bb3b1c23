package speechreps.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureMatrix;

/** Reads back what the writers wrote, with Parquet's own reader. */
public final class ParquetRows {
  private ParquetRows() {}

  /** All rows of a file. */
  public static List<Group> read(Path file) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new GroupReader(input(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** The key and value pairs of its footer. */
  public static Map<String, String> metadata(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(input(file))) {
      return reader.getFileMetaData().getKeyValueMetaData();
    }
  }

  /** A string column; null when the row has none. */
  public static @Nullable String string(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? null : row.getString(column, 0);
  }

  /** The matrix that a row of features holds. */
  public static FeatureMatrix features(Group row) {
    ByteBuffer bytes =
        ByteBuffer.wrap(row.getBinary("features", 0).getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return new FeatureMatrix(
        row.getInteger("num_frames", 0), row.getInteger("feature_dim", 0), values);
  }

  private static InputFile input(Path file) throws IOException {
    return HadoopInputFile.fromPath(
        new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false));
  }

  private static final class GroupReader extends ParquetReader.Builder<Group> {
    GroupReader(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
