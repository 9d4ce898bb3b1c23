package speechreps.sink;

import java.io.IOException;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/** A shard as a Kaldi archive. */
public final class ArkShardWriter implements ShardWriter {
  private final PendingFile file;
  private final ArchiveType.MatrixWriter archive;
  private long bytes;

  private ArkShardWriter(PendingFile file, ArchiveType type) {
    this.file = file;
    this.archive = type.writer(file.stream());
  }

  /** Opens a shard to write. */
  public static ArkShardWriter create(Storage storage, String location, ArchiveType type)
      throws IOException {
    return new ArkShardWriter(storage.create(location), type);
  }

  @Override
  public long append(Utterance utterance, FeatureMatrix features) throws IOException {
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
