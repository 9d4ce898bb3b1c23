package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.AudioReader;
import speechreps.audio.Recordings;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

class AudioLoaderTest {
  private static final int RATE_HZ = 16000;

  private Path folder;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
  }

  @Test
  void samplesStayOnTheInt16Scale() throws IOException {
    Path file = Recordings.write(folder.resolve("a.wav"), RATE_HZ, 1, 1, -2, 32767);

    UtteranceAudio audio = loader(ResamplePolicy.ERROR, null).load(whole(file), RATE_HZ);

    assertArrayEquals(new float[] {1, -2, 32767}, audio.samples().whole().values());
    assertEquals(3.0 / RATE_HZ, audio.seconds());
    assertEquals(RATE_HZ, audio.storedRateHz());
    assertEquals(List.of(), audio.warnings());
  }

  @Test
  void otherRateIsRefusedUnlessResamplingIsWanted() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 0.5, 8000);

    assertFails(
        FailureReason.WRONG_SAMPLE_RATE,
        "sample rate differs: expected 16000 Hz, got 8000 Hz; --resample auto converts it ("
            + file
            + ")",
        whole(file),
        null);
  }

  @Test
  void otherRateIsConvertedWithAWarning() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 0.5, 8000);

    UtteranceAudio audio = loader(ResamplePolicy.AUTO, null).load(whole(file), RATE_HZ);

    assertEquals(8000, audio.samples().numFrames());
    assertEquals(8000, audio.storedRateHz());
    assertEquals(0.5, audio.seconds());
    assertEquals(List.of("resampled from 8000 Hz to 16000 Hz"), audio.warnings());
  }

  @Test
  void rightRateIsNotTouchedByTheResampler() throws IOException {
    Path file = Recordings.write(folder.resolve("a.wav"), RATE_HZ, 1, 5, 6, 7);

    UtteranceAudio audio = loader(ResamplePolicy.AUTO, null).load(whole(file), RATE_HZ);

    assertArrayEquals(new float[] {5, 6, 7}, audio.samples().whole().values());
  }

  @Test
  void segmentsAreCutAtTheRateOfTheRecording() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 1, 8000);

    UtteranceAudio audio =
        loader(ResamplePolicy.AUTO, null).load(segment(file, 0.25, 0.75), RATE_HZ);

    assertEquals(0.5, audio.seconds());
    assertEquals(8000, audio.samples().numFrames());
  }

  @Test
  void firstOfSeveralChannelsIsTakenWithAWarning() throws IOException {
    UtteranceAudio audio = loader(ResamplePolicy.ERROR, null).load(whole(stereo()), RATE_HZ);

    assertArrayEquals(new float[] {1, 2}, audio.samples().whole().values());
    assertEquals(List.of("has 2 channels, none was chosen: channel 0 is used"), audio.warnings());
  }

  @Test
  void wantedChannelIsTaken() throws IOException {
    UtteranceAudio audio = loader(ResamplePolicy.ERROR, 1).load(whole(stereo()), RATE_HZ);

    assertArrayEquals(new float[] {11, 13}, audio.samples().whole().values());
    assertEquals(List.of(), audio.warnings());
  }

  @Test
  void mixIsTheMeanOfAllChannels() throws IOException {
    UtteranceAudio audio = loader(ResamplePolicy.ERROR, Recipe.MIX).load(whole(stereo()), RATE_HZ);

    assertArrayEquals(new float[] {6, 7.5f}, audio.samples().whole().values());
  }

  @Test
  void channelOfTheManifestWinsOverTheOption() throws IOException {
    String file = stereo().toString();
    Utterance first = new Utterance("a", file, null, 0, null, Double.NaN, "segments:1");

    UtteranceAudio audio = loader(ResamplePolicy.ERROR, Recipe.MIX).load(first, RATE_HZ);

    assertArrayEquals(new float[] {1, 2}, audio.samples().whole().values());
  }

  @Test
  void missingChannelIsAFailure() throws IOException {
    Path file = stereo();

    assertFails(
        FailureReason.NO_SUCH_CHANNEL,
        "no channel 2: expected one of the recording's 2 channel(s), counted from 0 (" + file + ")",
        whole(file),
        2);
  }

  @Test
  void consecutiveSegmentsDecodeTheirRecordingOnce() throws IOException {
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 1);
    AudioLoader loader = loader(ResamplePolicy.ERROR, null);
    UtteranceAudio before = loader.load(segment(file, 0, 0.5), RATE_HZ);
    Files.delete(file);

    assertArrayEquals(
        before.samples().whole().values(),
        loader.load(segment(file, 0, 0.5), RATE_HZ).samples().whole().values());
  }

  @Test
  void failedRecordingDoesNotHideTheNextOne() throws IOException {
    Path good = Recordings.noise(folder.resolve("a.wav"), 1, 1);
    AudioLoader loader = loader(ResamplePolicy.ERROR, null);
    loader.load(whole(good), RATE_HZ);

    assertThrows(
        FileNotFoundException.class, () -> loader.load(whole(folder.resolve("gone.wav")), RATE_HZ));
    assertEquals(RATE_HZ, loader.load(whole(good), RATE_HZ).samples().numFrames());
  }

  @Test
  void segmentsOfABrokenRecordingFailAlikeWithoutDecodingItAgain() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.wav"), "this is not a recording");
    Path good = Recordings.noise(folder.resolve("good.wav"), 1, 1);
    AudioLoader loader = loader(ResamplePolicy.ERROR, null);
    UtteranceException first =
        assertThrows(UtteranceException.class, () -> loader.load(segment(broken, 0, 0.5), RATE_HZ));
    Files.copy(good, broken, StandardCopyOption.REPLACE_EXISTING);

    UtteranceException second =
        assertThrows(UtteranceException.class, () -> loader.load(segment(broken, 0.5, 1), RATE_HZ));

    assertEquals(FailureReason.CORRUPT_AUDIO, second.reason());
    assertEquals(first.getMessage(), second.getMessage());
    assertEquals(RATE_HZ, loader.load(whole(good), RATE_HZ).samples().numFrames());
    assertEquals(RATE_HZ, loader.load(whole(broken), RATE_HZ).samples().numFrames());
  }

  @Test
  void missingRecordingStaysMissingForAllOfItsSegments() throws IOException {
    Path gone = folder.resolve("gone.wav");
    AudioLoader loader = loader(ResamplePolicy.ERROR, null);
    assertThrows(FileNotFoundException.class, () -> loader.load(segment(gone, 0, 0.5), RATE_HZ));
    Recordings.noise(gone, 1, 1);

    assertThrows(FileNotFoundException.class, () -> loader.load(segment(gone, 0.5, 1), RATE_HZ));
  }

  @Test
  void rateSoLowThatResamplingTakesTooMuchIsAFailure() throws IOException {
    Path slow = Recordings.noise(folder.resolve("slow.wav"), 1, 10, 100);
    Path good = Recordings.noise(folder.resolve("good.wav"), 1, 1, 8000);
    AudioLoader loader =
        new AudioLoader(
            new RecordingReader(
                storage(), Commands.REFUSED, new AudioReader(1, 100_000), RowStore.IN_MEMORY),
            ResamplePolicy.AUTO,
            null);

    UtteranceException e =
        assertThrows(UtteranceException.class, () -> loader.load(whole(slow), RATE_HZ));

    assertEquals(FailureReason.UNSUPPORTED_AUDIO, e.reason());
    assertEquals(
        "recording too long after resampling from 100 Hz to 16000 Hz: expected at most 100000"
            + " samples in all channels, got 160000 ("
            + slow
            + ")",
        e.getMessage());
    assertEquals(RATE_HZ, loader.load(whole(good), RATE_HZ).samples().numFrames());
  }

  @Test
  void commandsAreRefused() {
    assertFails(
        FailureReason.COMMAND_REFUSED,
        "a command that is not recognised is not run: the program my-tool is not known;"
            + " --allow-commands runs it in a shell (my-tool a.flac |)",
        Utterance.ofRecording("a", "my-tool a.flac |", "wav.scp:1"),
        null);
  }

  @Test
  void folderIsUnreadableRatherThanMissing() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> loader(ResamplePolicy.ERROR, null).load(whole(folder), RATE_HZ));

    assertEquals(IOException.class, e.getClass());
    assertEquals(folder + " (Is a directory)", e.getMessage());
  }

  @Test
  void nameThatIsNoPathIsAnIoError() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                loader(ResamplePolicy.ERROR, null)
                    .load(Utterance.ofRecording("a", "a:b.wav", "wav.scp:1"), RATE_HZ));

    assertEquals(
        "not the name of a file: java.net.URISyntaxException: Relative path in absolute URI:"
            + " a:b.wav",
        e.getMessage());
  }

  @Test
  void unknownChannelsAreAFailureWhenEachIsAnUtterance() throws IOException {
    Path file = stereo();

    assertFails(
        FailureReason.NO_SUCH_CHANNEL,
        "the channels were not known when the work was planned: --channel each expects a header that"
            + " tells them, got none ("
            + file
            + ")",
        whole(file),
        Recipe.EACH);
  }

  private void assertFails(
      FailureReason reason, String message, Utterance utterance, @Nullable Integer channel) {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> loader(ResamplePolicy.ERROR, channel).load(utterance, RATE_HZ));
    assertEquals(message, e.getMessage());
    assertEquals(reason, e.reason());
  }

  private Path stereo() throws IOException {
    return Recordings.write(folder.resolve("stereo.wav"), RATE_HZ, 2, 1, 11, 2, 13);
  }

  private static Utterance whole(Path file) {
    return Utterance.ofRecording("a", file.toString(), "list:1");
  }

  private static Utterance segment(Path file, double start, double end) {
    return new Utterance(
        "a", file.toString(), new Segment(start, end), null, null, Double.NaN, "segments:1");
  }

  private static AudioLoader loader(ResamplePolicy policy, @Nullable Integer channel) {
    return new AudioLoader(new RecordingReader(storage(), Commands.REFUSED), policy, channel);
  }

  private static Storage storage() {
    return new Storage(new Configuration(false));
  }
}
