package speechreps.sink;

import java.io.IOException;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * A shard of pooled features as Parquet: one row and one vector an utterance.
 *
 * <pre>
 * utterance_id    string
 * speaker         string, null when the manifest names none
 * num_frames      int32   frames that were pooled
 * feature_dim     int32
 * features        list of float
 * </pre>
 *
 * <p>A vector is small, so that the list costs little, and SQL can compute with it.
 */
public final class ParquetVectorWriter implements ShardWriter {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message vectors {
            required binary utterance_id (STRING);
            optional binary speaker (STRING);
            required int32 num_frames;
            required int32 feature_dim;
            required group features (LIST) {
              repeated group list {
                required float element;
              }
            }
          }
          """);

  private final ParquetFile file;

  private ParquetVectorWriter(ParquetFile file) {
    this.file = file;
  }

  /**
   * Opens a shard to write.
   *
   * @param metadata key and value pairs for the file's footer
   */
  public static ParquetVectorWriter create(
      Storage storage, String location, Map<String, String> metadata) throws IOException {
    return new ParquetVectorWriter(
        ParquetFile.create(storage, location, SCHEMA, metadata, "features.list.element"));
  }

  @Override
  public long append(Utterance utterance, FeatureRows features, int numFrames) throws IOException {
    Group row = new SimpleGroup(SCHEMA);
    row.add("utterance_id", utterance.id());
    if (utterance.speaker() != null) {
      row.add("speaker", utterance.speaker());
    }
    row.add("num_frames", numFrames);
    row.add("feature_dim", features.dim());
    Group list = row.addGroup("features");
    for (float value : features.whole().values()) {
      list.addGroup("list").add("element", value);
    }
    boolean unused = file.append(row);
    return NO_OFFSET;
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
