package speechreps.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import speechreps.speech.Source;

/**
 * Files on any Hadoop file system: local paths, {@code hdfs://}, {@code s3a://}.
 *
 * <p>Thread-safe; file systems are Hadoop's own cached instances and stay open.
 */
public final class Storage {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  private static final Pattern LOCAL_SCHEME = Pattern.compile("^file:(//)?/(?!/)");

  private final Configuration configuration;

  /** Storage with the given Hadoop settings (credentials, default file system). */
  public Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  /** A file to read. Nothing is checked before it is opened. */
  public Source source(String location) {
    return new FileSource(location, 0);
  }

  /**
   * The part of a file from a byte on, reached without reading what stands before it. Opening it
   * throws an {@link java.io.EOFException}, or gives no bytes, when the file ends before that byte.
   */
  public Source source(String location, long offset) {
    return new FileSource(location, offset);
  }

  /** True when a file or folder is there. */
  public boolean exists(String location) throws IOException {
    Path path = path(location);
    return fileSystem(path).exists(path);
  }

  /** True when a folder is there. */
  public boolean isDirectory(String location) throws IOException {
    try {
      Path path = path(location);
      return fileSystem(path).getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Size of a file in bytes. */
  public long size(String location) throws IOException {
    Path path = path(location);
    return fileSystem(path).getFileStatus(path).getLen();
  }

  /**
   * All files below a folder, at any depth, sorted by path; hidden ones (a name that starts with a
   * dot or an underscore) left out.
   *
   * @return locations in the form in which {@code folder} was given: relative stays relative
   */
  public List<String> filesBelow(String folder) throws IOException {
    return relativeFilesBelow(folder).stream()
        .filter(relative -> !isHidden(relative))
        .map(relative -> resolve(folder, relative))
        .toList();
  }

  /** Paths below a folder of all its files, hidden ones too, relative to it and sorted. */
  public List<String> relativeFilesBelow(String folder) throws IOException {
    Path root = path(folder);
    FileSystem fileSystem = fileSystem(root);
    String qualified = fileSystem.getFileStatus(root).getPath().toString();
    String prefix = qualified.endsWith("/") ? qualified : qualified + "/";
    List<String> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(root, true);
    while (files.hasNext()) {
      FileStatus file = files.next();
      found.add(file.getPath().toString().substring(prefix.length()));
    }
    found.sort(null);
    return found;
  }

  /**
   * The same place for every process: a relative path is taken from the working directory of this
   * one, on the default file system.
   */
  public String absolute(String location) throws IOException {
    if (!isRelative(location)) {
      return location;
    }
    Path path = path(location);
    return fileSystem(path).makeQualified(path).toUri().getPath();
  }

  /** The full name of a file, with its scheme, percent-encoded where it has to be. */
  public URI uri(String location) throws IOException {
    Path path = path(location);
    return fileSystem(path).makeQualified(path).toUri();
  }

  /** True when a location is a folder itself or lies below it, however each of them is written. */
  public boolean isWithin(String location, String folder) throws IOException {
    URI inner = uri(location);
    URI outer = uri(folder);
    return Objects.equals(inner.getScheme(), outer.getScheme())
        && Objects.equals(inner.getAuthority(), outer.getAuthority())
        && (inner.getPath() + "/").startsWith(outer.getPath().replaceFirst("/?$", "/"));
  }

  /** The working directory on the file system of a location, in the form of that location. */
  public String workingDirectory(String location) throws IOException {
    Path path = path(location);
    Path directory = fileSystem(path).getWorkingDirectory();
    return path.toUri().getScheme() == null ? directory.toUri().getPath() : directory.toString();
  }

  /** A file to write: nothing is visible at {@code location} until it is committed. */
  public PendingFile create(String location) throws IOException {
    Path path = path(location);
    return PendingFile.create(fileSystem(path), path);
  }

  /** Deletes a file if it is there. */
  public void delete(String location) throws IOException {
    Path path = path(location);
    fileSystem(path).delete(path, false);
  }

  /** A path relative to a folder, or itself when it is absolute or has a scheme. */
  public static String resolve(String folder, String path) {
    if (folder.isEmpty() || !isRelative(path)) {
      return path;
    }
    return folder.endsWith("/") ? folder + path : folder + "/" + path;
  }

  /** A location for programs that know no schemes: of a local file the path, else unchanged. */
  public static String localPath(String location) {
    return LOCAL_SCHEME.matcher(location).replaceFirst("/");
  }

  /** True when a path means another file in another folder: no leading slash, no scheme. */
  public static boolean isRelative(String path) {
    return !path.startsWith("/") && !WITH_SCHEME.matcher(path).matches();
  }

  /** The folder of a path, without the last slash; empty for a bare name. */
  public static String parent(String location) {
    int slash = location.lastIndexOf('/');
    return slash < 0 ? "" : slash == 0 ? "/" : location.substring(0, slash);
  }

  /** The part of a path after its last slash. */
  public static String name(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static boolean isHidden(String relative) {
    for (String part : relative.split("/", -1)) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  /** Paths without a scheme belong to the default file system, as everywhere in Hadoop. */
  private static Path path(String location) {
    return new Path(location);
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(configuration);
  }

  private final class FileSource implements Source {
    private final String location;
    private final long offset;

    FileSource(String location, long offset) {
      this.location = location;
      this.offset = offset;
    }

    @Override
    public String location() {
      return offset == 0 ? location : location + ":" + offset;
    }

    @Override
    public InputStream open() throws IOException {
      Path path;
      try {
        path = path(location);
      } catch (IllegalArgumentException e) {
        throw new IOException("not the name of a file: " + e.getMessage(), e);
      }
      FSDataInputStream in = open(path);
      try {
        in.seek(offset);
        return in;
      } catch (IOException e) {
        in.close();
        throw e;
      }
    }

    private FSDataInputStream open(Path path) throws IOException {
      try {
        return fileSystem(path).open(path);
      } catch (FileNotFoundException e) {
        // Java says so of folders and of files without permission, too.
        if (exists(location)) {
          throw new IOException(e.getMessage(), e);
        }
        throw e;
      } catch (IllegalArgumentException e) {
        // File systems say so of a host, a bucket or an account that cannot be.
        throw new IOException(
            "the file system cannot be used: " + e.getMessage() + " (" + location + ")", e);
      }
    }
  }
}
