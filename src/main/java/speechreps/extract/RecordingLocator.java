package speechreps.extract;

import java.io.IOException;
import speechreps.audio.ArchivedWav;
import speechreps.kaldi.Rxfilename;
import speechreps.kaldi.pipe.PipePlan;
import speechreps.kaldi.pipe.PipePlan.DecodePlan;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/** Understands the locations of recordings, which are Kaldi's rxfilenames. Thread-safe. */
final class RecordingLocator {
  private final Storage storage;
  private final Commands commands;

  RecordingLocator(Storage storage, Commands commands) {
    this.storage = storage;
    this.commands = commands;
  }

  /**
   * What to do for a recording; nothing of it is opened or run.
   *
   * @throws UtteranceException when the location is none of a recording, or a command that is not
   *     run
   * @throws IOException when the file system fails while a path is looked for
   */
  RecordingPlan locate(String location) throws IOException {
    Rxfilename place = parse(location);
    if (place instanceof Rxfilename.Command command) {
      return command(command, location);
    }
    if (place instanceof Rxfilename.Range) {
      throw new UtteranceException(
          FailureReason.BAD_MANIFEST_LINE,
          location,
          "expected a recording, got a range: only matrices have ranges, a segment is for audio");
    }
    return RecordingPlan.of(file(place));
  }

  private static Rxfilename parse(String location) throws UtteranceException {
    try {
      return Rxfilename.parse(location);
    } catch (IllegalArgumentException e) {
      throw new UtteranceException(
          FailureReason.BAD_MANIFEST_LINE, location, String.valueOf(e.getMessage()), e);
    }
  }

  private RecordingPlan command(Rxfilename.Command command, String location) throws IOException {
    PipePlan plan = PipePlan.of(command);
    if (plan instanceof DecodePlan decode) {
      Source file = file(found(decode.file()));
      return new RecordingPlan(
          decode.gunzip() ? new GzippedSource(file) : file, decode.channels(), decode.rateHz());
    }
    if (!commands.allowed()) {
      throw new UtteranceException(
          FailureReason.COMMAND_REFUSED,
          location,
          "a command that is not recognised is not run: "
              + ((PipePlan.NotRecognised) plan).why()
              + "; --allow-commands runs it in a shell");
    }
    return RecordingPlan.of(new ShellCommand(command.command(), location, commands));
  }

  private Source file(Rxfilename place) {
    return place instanceof Rxfilename.Offset offset
        ? new ArchivedWav(storage.source(offset.path(), offset.offset()))
        : storage.source(((Rxfilename.File) place).path());
  }

  /** A relative path of a command, in the first folder that has it. */
  private Rxfilename found(Rxfilename place) throws IOException {
    String path =
        place instanceof Rxfilename.Offset offset
            ? offset.path()
            : ((Rxfilename.File) place).path();
    if (!Storage.isRelative(path)) {
      return place;
    }
    for (String folder : commands.folders()) {
      if (storage.exists(Storage.resolve(folder, path))) {
        return place.mapPath(relative -> Storage.resolve(folder, relative));
      }
    }
    return place;
  }
}
