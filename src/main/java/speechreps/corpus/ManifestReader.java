package speechreps.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.storage.Storage;

/**
 * Reads manifests of any {@link ManifestForm}, on any file system, plain or gzipped.
 *
 * <p>What is wrong with a manifest is told in {@link Corpus#problems}, all of it together; an
 * exception means that the file system failed. Thread-safe.
 *
 * <p>Relative paths are taken from the folder that {@link PathRoot} chooses. Commands in an scp are
 * kept as they are, including the paths in them.
 */
public final class ManifestReader {
  private static final String EXPECTED =
      "expected a list of audio paths, a Kaldi scp, a Kaldi data directory or a folder of audio";

  /** Lines that are looked at to find out what a file is. */
  private static final int FIRST_LINES = 100;

  private final Storage storage;

  /** A reader of files in the given storage. */
  public ManifestReader(Storage storage) {
    this.storage = storage;
  }

  /**
   * Reads a manifest.
   *
   * @param manifest a file or folder
   * @param root the folder that relative paths are taken from, and that the ids of lists and
   *     folders are relative to; null to find it out
   * @param form what the manifest is, or {@code AUTO} to find it out
   * @throws IOException when something is there but cannot be read
   */
  public Corpus read(String manifest, @Nullable String root, ManifestForm form) throws IOException {
    CorpusBuilder out = new CorpusBuilder();
    if (!storage.exists(manifest)) {
      out.add(
          ManifestProblem.fatal(null, manifest, "there is no manifest of this name; " + EXPECTED));
      return out.build(form, "");
    }
    return storage.isDirectory(manifest)
        ? readFolder(withoutSlash(manifest), root, form, out)
        : readFile(manifest, root, form, out);
  }

  private Corpus readFolder(
      String folder, @Nullable String given, ManifestForm form, CorpusBuilder out)
      throws IOException {
    boolean dataDir = storage.exists(folder + "/" + DataDirReader.WAV_SCP);
    ManifestForm found =
        form != ManifestForm.AUTO ? form : dataDir ? ManifestForm.DATA_DIR : ManifestForm.FOLDER;
    PathRoot root = PathRoot.of(storage, given == null ? folder : given);
    switch (found) {
      case DATA_DIR -> {
        if (dataDir) {
          root = new DataDirReader(this, storage).read(folder, given, out);
        } else {
          out.add(ManifestProblem.fatal(null, folder, "a data directory needs a wav.scp"));
        }
      }
      case FOLDER -> FolderReader.read(storage, folder, root, out);
      default ->
          out.add(
              ManifestProblem.fatal(null, folder, "expected a file (" + form + "), got a folder"));
    }
    return finish(folder, found, root, out);
  }

  private Corpus readFile(String file, @Nullable String given, ManifestForm form, CorpusBuilder out)
      throws IOException {
    if (form == ManifestForm.DATA_DIR || form == ManifestForm.FOLDER) {
      out.add(ManifestProblem.fatal(null, file, "expected a folder (" + form + "), got a file"));
      return out.build(form, "");
    }
    if (AudioFiles.isAudio(file)) {
      out.add(ManifestProblem.fatal(null, file, "this is named like a recording; " + EXPECTED));
      return out.build(form, "");
    }
    ManifestForm found =
        form == ManifestForm.AUTO ? FormDetector.ofFile(file, firstLines(file)) : form;
    return finish(file, found, readLines(file, given, found, out), out);
  }

  /** Reads a list or scp; the root that was chosen. */
  PathRoot readLines(String file, @Nullable String given, ManifestForm form, CorpusBuilder out)
      throws IOException {
    List<String> firstLines = firstLines(file);
    List<String> relative =
        form == ManifestForm.SCP
            ? ScpReader.relativeFiles(firstLines)
            : firstLines.stream().filter(Storage::isRelative).toList();
    PathRoot root = PathRoot.choose(storage, file, given, relative, out);
    try (ManifestLines lines = new ManifestLines(storage.source(file))) {
      if (form == ManifestForm.SCP) {
        ScpReader.read(lines, root, out);
      } else {
        ListReader.read(lines, root, out);
      }
    }
    return root;
  }

  private List<String> firstLines(String file) throws IOException {
    List<String> first = new ArrayList<>();
    try (ManifestLines lines = new ManifestLines(storage.source(file))) {
      for (int i = 0; i < FIRST_LINES && lines.next(); i++) {
        if (!lines.text().isEmpty()) {
          first.add(lines.text());
        }
      }
    }
    return first;
  }

  private static Corpus finish(
      String manifest, ManifestForm form, PathRoot root, CorpusBuilder out) {
    if (out.isEmpty()) {
      out.add(ManifestProblem.fatal(null, manifest, "the manifest is empty; " + EXPECTED));
    }
    return out.build(form, root.folder());
  }

  private static String withoutSlash(String folder) {
    return folder.length() > 1 && folder.endsWith("/")
        ? folder.substring(0, folder.length() - 1)
        : folder;
  }
}
