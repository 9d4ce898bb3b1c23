package speechreps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;

/** {@code --in-wav FILE --out-npy FILE}, without Spark. */
class SingleFileTest {
  private static final String DEMO = "artifacts/decoar-demo.params";

  private Path folder;
  private Path npy;

  @BeforeEach
  void record(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    Recordings.noise(folder.resolve("a.wav"), 1, 1);
    npy = folder.resolve("a.npy");
  }

  @Test
  void filterBanksAreWrittenAsNumPyWould() throws IOException {
    CommandRun run = run("fbank", "a.wav", npy);

    assertEquals("", run.err());
    assertEquals(0, run.code());
    assertEquals(npy + ": 98 frames x 23\n", run.out());
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = file.getShort(8);
    String header = new String(file.array(), 10, headerLength, StandardCharsets.US_ASCII);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (98, 23), }", header.strip());
    assertEquals(10 + headerLength + 98 * 23 * Float.BYTES, file.capacity());
    float first = file.getFloat(10 + headerLength);
    assertTrue(first > 0 && first < 30, "a log energy, got " + first);
  }

  @Test
  void representationsAreWritten() throws IOException {
    CommandRun run = run("decoar", "a.wav", npy, "--params", DEMO);

    assertEquals("", run.err());
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith(npy + ": 98 frames x "), run.out());
  }

  @Test
  void suffixIsAppendedAsNumPyDoes() {
    CommandRun run = run("fbank", "a.wav", folder.resolve("plain"));

    assertEquals(0, run.code());
    assertTrue(Files.exists(folder.resolve("plain.npy")));
    assertFalse(Files.exists(folder.resolve("plain")));
  }

  @Test
  void recordingThatIsNotThereFailsWithoutAFile() {
    CommandRun run = run("fbank", "gone.wav", npy);

    assertEquals("error: no such file (" + folder.resolve("gone.wav") + ")\n", run.err());
    assertEquals(1, run.code());
    assertFalse(Files.exists(npy));
  }

  @Test
  void recordingThatIsNoAudioFails() throws IOException {
    Files.writeString(folder.resolve("text.wav"), "this is not a recording");

    CommandRun run = run("fbank", "text.wav", npy);

    assertEquals(1, run.code());
    assertTrue(run.err().startsWith("error: "), run.err());
    assertTrue(run.err().endsWith("(" + folder.resolve("text.wav") + ")\n"), run.err());
  }

  @Test
  void otherRateNamesTheOptionThatHelps() throws IOException {
    Recordings.noise(folder.resolve("narrow.wav"), 1, 1, 8000);

    assertEquals(
        "error: sample rate differs: expected 16000 Hz, got 8000 Hz; --resample auto converts it ("
            + folder.resolve("narrow.wav")
            + ")\n",
        run("fbank", "narrow.wav", npy).err());
    assertEquals(0, run("fbank", "narrow.wav", npy, "--resample", "auto").code());
  }

  @Test
  void missingParamsAreAWrongOption() {
    Path gone = folder.resolve("gone.params");

    CommandRun run = run("decoar", "a.wav", npy, "--params", gone.toString());

    assertEquals(CommandRun.refusal("no such parameter file (" + gone + ")"), run.err());
    assertEquals(2, run.code());
  }

  @Test
  void damagedParamsAreAWrongOption() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.params"), "not parameters");

    CommandRun run = run("decoar", "a.wav", npy, "--params", damaged.toString());

    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("error: the parameter file cannot be used: "), run.err());
    assertTrue(run.err().contains(damaged.toString()), run.err());
  }

  @Test
  void wrongDitherIsAWrongOption() {
    CommandRun run = run("fbank", "a.wav", npy, "--dither", "-1");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("dither"), run.err());
  }

  @Test
  void ditheredFeaturesAreTheSameEveryTime() throws IOException {
    run("fbank", "a.wav", npy, "--dither", "1");
    byte[] first = Files.readAllBytes(npy);
    run("fbank", "a.wav", npy, "--dither", "1");

    assertEquals(ByteBuffer.wrap(first), ByteBuffer.wrap(Files.readAllBytes(npy)));
  }

  @Test
  void gpuThatIsNotThereSaysWhatToInstall() {
    CommandRun run = run("decoar", "a.wav", npy, "--params", DEMO, "--gpu", "0");

    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("error: GPU 0 was asked for"), run.err());
    assertTrue(run.err().contains("put a CUDA build of MXNet"), run.err());
    assertFalse(Files.exists(npy));
  }

  private CommandRun run(String model, String wav, Path out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--model",
                model,
                "--in-wav",
                folder.resolve(wav).toString(),
                "--out-npy",
                out.toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
