package speechreps.model.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.checkpoint.bytes.FileBytes;
import speechreps.model.checkpoint.pickle.PickleMachine;

/**
 * Reads the zip archives that {@code torch.save} writes since PyTorch 1.6: a folder with
 *
 * <pre>
 * data.pkl     the object, a pickle whose persistent ids are storages
 * data/KEY     a storage each, stored as it is
 * byteorder    "little" or "big"; not there before 2.1: little
 * </pre>
 *
 * Source: {@code torch/serialization.py}, {@code _load}.
 */
final class TorchZipReader {
  private static final String OBJECT = "/data.pkl";
  private static final int MAX_NAMES_SHOWN = 8;

  private final FileChannel channel;
  private final Path file;
  private final ZipDirectory directory;

  private TorchZipReader(FileChannel channel, Path file, ZipDirectory directory) {
    this.channel = channel;
    this.file = file;
    this.directory = directory;
  }

  /** The object, its tensors still in the file. */
  static @Nullable Object read(FileChannel channel, Path file) throws IOException {
    return new TorchZipReader(channel, file, ZipDirectory.read(channel, file)).readObject();
  }

  private @Nullable Object readObject() throws IOException {
    String folder = folder();
    requireLittleEndian(folder);
    FileRegion pickle = directory.find(folder + OBJECT);
    if (pickle == null) {
      throw new IllegalStateException("no " + folder + OBJECT);
    }
    FileBytes in =
        new FileBytes(
            channel,
            file,
            pickle.offset(),
            pickle.offset() + pickle.bytes(),
            TorchFormatException::new);
    StorageFinder storages = (id, byteOffset) -> storage(folder, id, byteOffset);
    return PickleMachine.read(in, new TensorResolver(file.toString(), storages, channel.size()));
  }

  /** The name of the folder is that of the file when it was saved. */
  private String folder() throws IOException {
    List<String> objects =
        directory.names().stream()
            .filter(name -> name.endsWith(OBJECT) && name.indexOf('/') == name.lastIndexOf('/'))
            .toList();
    if (directory.names().stream().anyMatch(TorchZipReader::isScript)) {
      throw new CheckpointException(
          file.toString(),
          "expected a checkpoint of torch.save, got a TorchScript archive: --model torchscript"
              + " takes such files");
    }
    if (objects.size() != 1) {
      throw new CheckpointException(
          file.toString(),
          "expected a zip archive of torch.save with one FOLDER/data.pkl, got the entries "
              + directory.names().stream().limit(MAX_NAMES_SHOWN).toList());
    }
    String object = objects.get(0);
    return object.substring(0, object.length() - OBJECT.length());
  }

  private static boolean isScript(String name) {
    int slash = name.indexOf('/');
    return name.startsWith("code/", slash + 1) || name.startsWith("constants.pkl", slash + 1);
  }

  private void requireLittleEndian(String folder) throws IOException {
    FileRegion order = directory.find(folder + "/byteorder");
    if (order == null) {
      return;
    }
    FileBytes in = new FileBytes(channel, file, TorchFormatException::new);
    in.moveTo(order.offset());
    String word =
        new String(in.readBytes((int) Math.min(order.bytes(), 16)), StandardCharsets.UTF_8);
    if (!word.equals("little")) {
      throw in.problemAt(order.offset(), "expected byte order little, got " + word);
    }
  }

  private FileRegion storage(String folder, StorageId id, long byteOffset) throws IOException {
    String name = folder + "/data/" + id.key();
    FileRegion data = directory.find(name);
    if (data == null) {
      throw new TorchFormatException(
          file.toString(), byteOffset, "damaged archive: expected entry " + name + ", got none");
    }
    if (data.bytes() < id.bytes()) {
      throw new TorchFormatException(
          file.toString(),
          byteOffset,
          "damaged archive: expected "
              + id.bytes()
              + " bytes in entry "
              + name
              + ", got "
              + data.bytes());
    }
    return new FileRegion(file, data.offset(), id.bytes());
  }
}
