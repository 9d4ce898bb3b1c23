package speechreps.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import speechreps.extract.CmvnScope;
import speechreps.sink.ArchiveType;
import speechreps.sink.OutputFormat;
import speechreps.storage.Storage;

/**
 * Where and how to write.
 *
 * @param folder the output folder
 * @param archiveType how matrices stand in archives
 * @param scpPrefix what scp files shall name instead of the folder, or null for the folder itself
 * @param writeCmvn whose CMVN statistics are written as well, or null for none
 * @param overwrite replace an earlier run's output
 */
public record OutputSpec(
    String folder,
    OutputFormat format,
    ArchiveType archiveType,
    @Nullable String scpPrefix,
    @Nullable CmvnScope writeCmvn,
    boolean overwrite)
    implements Serializable {
  /** Plain output of a format, single precision. */
  public static OutputSpec of(String folder, OutputFormat format) {
    return new OutputSpec(folder, format, ArchiveType.FLOAT, null, null, false);
  }

  /** The folder as scp files name it: a local one without its scheme. */
  String namedFolder() {
    return scpPrefix == null ? Storage.localPath(folder) : scpPrefix;
  }

  /** The same in another folder. */
  OutputSpec withFolder(String other) {
    return new OutputSpec(other, format, archiveType, scpPrefix, writeCmvn, overwrite);
  }
}
