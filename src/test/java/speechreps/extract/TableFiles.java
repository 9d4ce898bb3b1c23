package speechreps.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import speechreps.kaldi.Holder;
import speechreps.storage.Storage;

/** Files that hold one value and no key, plain and gzipped. */
record TableFiles(Path folder) {
  static Storage storage() {
    return new Storage(new Configuration(false));
  }

  static <T> byte[] bytes(Holder<T> holder, T value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    holder.write(out, value);
    return out.toByteArray();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }
}
