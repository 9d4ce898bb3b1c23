package speechreps.sink;

import java.io.IOException;
import speechreps.kaldi.ArkWriter;
import speechreps.kaldi.Holder;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/** A shard as a Kaldi archive of binary float matrices. */
public final class ArkShardWriter implements ShardWriter {
  private final PendingFile file;
  private final ArkWriter<FeatureMatrix> archive;
  private long bytes;

  private ArkShardWriter(PendingFile file) {
    this.file = file;
    this.archive = ArkWriter.binary(file.stream(), Holder.FEATURE_MATRIX);
  }

  /** Opens a shard to write. */
  public static ArkShardWriter create(Storage storage, String location) throws IOException {
    return new ArkShardWriter(storage.create(location));
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
