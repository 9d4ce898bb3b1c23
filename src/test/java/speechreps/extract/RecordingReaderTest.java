package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.AudioReader;
import speechreps.audio.Recordings;
import speechreps.audio.Samples;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;
import speechreps.storage.Storage;

/** What the entries of a wav.scp stand for, without a program being run. */
class RecordingReaderTest {
  private final Path folder;

  RecordingReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void entryOfAnArchiveIsReadFromItsOffset() throws IOException {
    byte[] first = Files.readAllBytes(mono(1, 2));
    byte[] second = Files.readAllBytes(mono(3, 4, 5));
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.writeBytes("a ".getBytes(StandardCharsets.US_ASCII));
    archive.writeBytes(first);
    archive.writeBytes("b ".getBytes(StandardCharsets.US_ASCII));
    int offset = archive.size();
    archive.writeBytes(second);
    archive.writeBytes("c RIFF".getBytes(StandardCharsets.US_ASCII));
    String ark = Files.write(folder.resolve("wav.ark"), archive.toByteArray()).toString();

    assertArrayEquals(new float[] {1, 2}, samples(ark + ":2"));
    assertArrayEquals(new float[] {3, 4, 5}, samples(ark + ":" + offset));
    assertArrayEquals(new float[] {3, 4, 5}, samples("wav-copy " + ark + ":" + offset + " - |"));
    assertEquals(3.0 / 16000, reader().header(ark + ":" + offset).seconds());
  }

  @Test
  void placeBehindTheArchiveIsCorruptAudio() throws IOException {
    String ark = Files.write(folder.resolve("wav.ark"), new byte[10]).toString();

    UtteranceException e =
        assertThrows(UtteranceException.class, () -> reader().read(ark + ":1000"));

    assertEquals(FailureReason.CORRUPT_AUDIO, e.reason());
    assertEquals("the archive ends before this place (" + ark + ":1000)", e.getMessage());
  }

  @Test
  void recognisedCommandIsDoneWithoutRunningIt() throws IOException {
    Path file = mono(1, 2, 3);

    assertArrayEquals(new float[] {1, 2, 3}, samples("cat " + file + " |"));
    assertArrayEquals(new float[] {1, 2, 3}, samples("no-such-path/flac -c -d -s " + file + " |"));
    assertArrayEquals(new float[] {1, 2, 3}, samples("ffmpeg -i '" + file + "' -f wav - |"));
  }

  @Test
  void commandTakesItsChannel() throws IOException {
    Path file = stereo();

    assertArrayEquals(new float[] {11, 13}, samples("sph2pipe -f wav -p -c 2 " + file + " |"));
    assertArrayEquals(new float[] {6, 7.5f}, samples("sox " + file + " -t wav - remix - |"));
    assertEquals(2, reader().read("sox " + file + " -t wav - |").numChannels());
  }

  @Test
  void missingChannelOfACommandIsAFailure() throws IOException {
    String command = "sph2pipe -f wav -p -c 3 " + stereo() + " |";

    UtteranceException e = assertThrows(UtteranceException.class, () -> reader().read(command));

    assertEquals(FailureReason.NO_SUCH_CHANNEL, e.reason());
    assertEquals(
        "no channel 2: expected one of the recording's 2 channel(s), counted from 0 ("
            + command
            + ")",
        e.getMessage());
  }

  @Test
  void commandResamplesWithAWarning() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 0.5);

    Waveform waveform = reader().read("sox " + file + " -r 8k -t wav - |");

    assertEquals(8000, waveform.sampleRateHz());
    assertEquals(4000, waveform.numSamples());
    assertEquals(
        List.of("resampled from 16000 Hz to 8000 Hz, as its command asks"), waveform.warnings());
  }

  @Test
  void commandThatResamplesToTooManySamplesIsAFailure() throws IOException {
    String command = "sox " + stereo() + " -r 192k -t wav - |";
    RecordingReader reader =
        new RecordingReader(
            storage(), Commands.REFUSED, new AudioReader(1, 40), RowStore.IN_MEMORY);

    UtteranceException e = assertThrows(UtteranceException.class, () -> reader.read(command));

    assertEquals(FailureReason.UNSUPPORTED_AUDIO, e.reason());
    assertEquals(
        "recording too long after resampling from 16000 Hz to 192000 Hz: expected at most 40"
            + " samples in all channels, got 48 ("
            + command
            + ")",
        e.getMessage());
    assertEquals(36, reader.read("sox " + mono(1, 2, 3) + " -r 192k -t wav - |").numSamples());
  }

  @Test
  void rateThatCannotBeConvertedIsAFailure() throws IOException {
    Path file = Recordings.write(folder.resolve("odd.wav"), 999_983, 1, 1, 2, 3);
    String command = "sox " + file + " -r 44100 -t wav - |";

    UtteranceException e = assertThrows(UtteranceException.class, () -> reader().read(command));

    assertEquals(FailureReason.UNSUPPORTED_AUDIO, e.reason());
    assertEquals(
        "cannot resample from 999983 Hz to 44100 Hz: Cannot allocate memory (" + command + ")",
        e.getMessage());
  }

  @Test
  void gzippedRecordingIsDecompressed() throws IOException {
    Path file = gzipped();

    assertArrayEquals(new float[] {1, 2, 3}, samples("gunzip -c " + file + " |"));
    assertArrayEquals(
        new float[] {1, 2, 3}, samples("zcat " + file + " | sox -t wav - -t wav - |"));
  }

  @Test
  void brokenGzipIsCorruptAudio() throws IOException {
    Path file = mono(1);
    String command = "gunzip -c " + file + " |";

    UtteranceException e = assertThrows(UtteranceException.class, () -> reader().read(command));

    assertEquals(FailureReason.CORRUPT_AUDIO, e.reason());
    assertEquals("expected a whole gzip file: Not in GZIP format (" + file + ")", e.getMessage());
  }

  @Test
  void truncatedGzipIsCorruptAudio() throws IOException {
    byte[] bytes = Files.readAllBytes(gzipped());
    Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, 30));
    String command = "gunzip -c " + file + " |";

    UtteranceException e = assertThrows(UtteranceException.class, () -> reader().read(command));

    assertEquals(
        "expected a whole gzip file: Unexpected end of ZLIB input stream (" + file + ")",
        e.getMessage());
  }

  @Test
  void relativePathCountsFromTheFirstFolderThatHasIt() throws IOException {
    mono(1, 2);
    Path other = Files.createDirectory(folder.resolve("other"));
    Recordings.write(other.resolve("a.wav"), 16000, 1, 3);
    Recordings.write(other.resolve("b.wav"), 16000, 1, 4);
    RecordingReader reader =
        new RecordingReader(
            storage(), Commands.REFUSED.withFolders(List.of(folder.toString(), other.toString())));

    assertArrayEquals(new float[] {1, 2}, Samples.of(reader.read("cat a.wav |"), 0));
    assertArrayEquals(new float[] {4}, Samples.of(reader.read("cat b.wav |"), 0));
  }

  @Test
  void otherCommandsAreRefusedWithTheReason() {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> reader().read("sox -n -r 16000 -t wav - synth 1 sine 300 |"));

    assertEquals(FailureReason.COMMAND_REFUSED, e.reason());
    assertEquals(
        "a command that is not recognised is not run: sox makes its sound by itself (--null), it"
            + " reads no file; --allow-commands runs it in a shell"
            + " (sox -n -r 16000 -t wav - synth 1 sine 300 |)",
        e.getMessage());
  }

  @Test
  void rangesAreForMatrices() {
    UtteranceException e =
        assertThrows(UtteranceException.class, () -> reader().read("/a.wav[0:10]"));

    assertEquals(FailureReason.BAD_MANIFEST_LINE, e.reason());
    assertEquals(
        "expected a recording, got a range: only matrices have ranges, a segment is for audio"
            + " (/a.wav[0:10])",
        e.getMessage());
  }

  @Test
  void headerIsThatOfTheFileWithinTheCommand() throws IOException {
    Path file = stereo();

    assertEquals(
        new RecordingHeader(2.0 / 16000, 2, 16000, null), reader().header("cat " + file + " |"));
    assertEquals(
        new RecordingHeader(2.0 / 16000, 1, 16000, null),
        reader().header("sph2pipe -f wav -c 1 " + file + " |"));
    assertEquals(
        new RecordingHeader(3.0 / 16000, 1, 16000, null),
        reader().header("gunzip -c " + gzipped() + " |"));
  }

  @Test
  void headerOfWhatCannotBeReadTellsWhy() {
    assertEquals(
        RecordingHeader.unreadable(
            new Fault(FailureReason.FILE_NOT_FOUND, "no such file (no-such.wav)")),
        reader().header("no-such.wav"));
    assertEquals(FailureReason.COMMAND_REFUSED, reasonOf("my-tool |"));
  }

  @Test
  void headerPassRunsNoCommands() {
    Path witness = folder.resolve("ran");
    Commands allowed = new Commands(true, Commands.DEFAULT_TIMEOUT, List.of());

    RecordingHeader header =
        new RecordingReader(storage(), allowed).header("touch " + witness + " |");

    assertEquals(RecordingHeader.UNKNOWN, header);
    assertEquals(false, Files.exists(witness));
  }

  private FailureReason reasonOf(String location) {
    return Objects.requireNonNull(reader().header(location).fault()).reason();
  }

  private float[] samples(String location) throws IOException {
    return Samples.of(reader().read(location), 0);
  }

  private static RecordingReader reader() {
    return new RecordingReader(storage(), Commands.REFUSED);
  }

  private Path mono(int... samples) throws IOException {
    return Recordings.write(folder.resolve("a.wav"), 16000, 1, samples);
  }

  private Path stereo() throws IOException {
    return Recordings.write(folder.resolve("stereo.wav"), 16000, 2, 1, 11, 2, 13);
  }

  private Path gzipped() throws IOException {
    Path file = folder.resolve("a.wav.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(Files.readAllBytes(mono(1, 2, 3)));
    }
    return file;
  }

  private static Storage storage() {
    return new Storage(new Configuration(false));
  }
}
