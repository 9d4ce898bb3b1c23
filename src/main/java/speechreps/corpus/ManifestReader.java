package speechreps.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import speechreps.kaldi.TextLine;
import speechreps.kaldi.TextTable;
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
    DataDirReader reader = new DataDirReader(storage, folder);
    boolean dataDir = reader.isDataDir();
    ManifestFile feats = new ManifestFile(storage, folder + "/" + FeatsReader.FEATS_SCP);
    boolean hasFeats = storage.exists(feats.location());
    ManifestForm detected =
        dataDir ? ManifestForm.DATA_DIR : hasFeats ? ManifestForm.FEATS : ManifestForm.FOLDER;
    ManifestForm found = form == ManifestForm.AUTO ? detected : form;
    PathRoot root = PathRoot.of(storage, given == null ? folder : given);
    switch (found) {
      case DATA_DIR -> {
        if (dataDir) {
          root = reader.read(given, out);
        } else {
          out.add(ManifestProblem.fatal(null, folder, "a data directory needs a wav.scp"));
        }
      }
      case FEATS -> {
        if (hasFeats) {
          root = new FeatsReader(storage, feats, out).read(given);
        } else {
          out.add(
              ManifestProblem.fatal(
                  null, folder, "a data directory of features needs a feats.scp"));
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
    return readText(new ManifestFile(storage, file), given, form, out);
  }

  private Corpus readText(
      ManifestFile file, @Nullable String given, ManifestForm form, CorpusBuilder out)
      throws IOException {
    if (form == ManifestForm.FEATS
        || (form == ManifestForm.AUTO && FormDetector.isNamedFeats(file.name()))) {
      PathRoot root = new FeatsReader(storage, file, out).read(given);
      return finish(file.location(), ManifestForm.FEATS, root, out);
    }
    boolean scp =
        form == ManifestForm.SCP
            || (form == ManifestForm.AUTO && FormDetector.isNamedScp(file.name()));
    if (!scp) {
      TextTable<TextLine> lines = file.read(ListReader::lines);
      if (form == ManifestForm.LIST || !FormDetector.canOnlyBeScp(lines.entries())) {
        PathRoot root = ListReader.read(storage, file, lines, given, out);
        return finish(file.location(), ManifestForm.LIST, root, out);
      }
    }
    PathRoot root = new ScpReader(storage, file, out).read(given);
    return finish(file.location(), ManifestForm.SCP, root, out);
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
