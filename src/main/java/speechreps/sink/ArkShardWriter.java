package speechreps.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import speechreps.kaldi.ArkWriter;
import speechreps.kaldi.Holder;
import speechreps.speech.FeatureRows;
import speechreps.speech.Utterance;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/** A shard as a Kaldi archive, of matrices or of vectors. */
public final class ArkShardWriter implements ShardWriter {
  private final PendingFile file;
  private final ArchiveType.MatrixWriter archive;
  private long bytes;

  private ArkShardWriter(PendingFile file, ArchiveType.MatrixWriter archive) {
    this.file = file;
    this.archive = archive;
  }

  /** Opens a shard to write. */
  public static ArkShardWriter create(Storage storage, String location, ArchiveType type)
      throws IOException {
    return create(storage, location, type::writer);
  }

  /** The same for features of one row, which become vectors in single precision. */
  public static ArkShardWriter createForVectors(Storage storage, String location)
      throws IOException {
    return create(
        storage,
        location,
        stream -> {
          ArkWriter<float[]> archive = ArkWriter.binary(stream, Holder.FLOAT_VECTOR);
          return (key, rows) -> archive.write(key, rows.whole().values());
        });
  }

  private static ArkShardWriter create(
      Storage storage, String location, Function<OutputStream, ArchiveType.MatrixWriter> format)
      throws IOException {
    PendingFile file = storage.create(location);
    boolean opened = false;
    try {
      ArkShardWriter writer = new ArkShardWriter(file, format.apply(file.stream()));
      opened = true;
      return writer;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  @Override
  public long append(Utterance utterance, FeatureRows features, int numFrames) throws IOException {
    return archive.write(utterance.id(), features);
  }

  @Override
  public void commit() throws IOException {
    bytes = file.position();
    file.commit();
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
