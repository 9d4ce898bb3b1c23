package speechreps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfFileTest {
  private static final Set<String> KNOWN =
      Set.of("--model", "--overwrite", "--conf-file", "--show");

  private Path folder;

  @BeforeEach
  void use(@TempDir Path tempDir) {
    folder = tempDir;
  }

  @Test
  void linesBecomeOptionsBeforeTheArguments() throws IOException {
    Path file = file("# a comment", "", " model = decoar ", "overwrite");

    assertEquals(
        List.of("--model=decoar", "--overwrite", "--conf-file", file.toString(), "--show", "3"),
        List.of(
            ConfFile.expand(new String[] {"--conf-file", file.toString(), "--show", "3"}, KNOWN)));
  }

  @Test
  void commandLineWinsInEitherSpelling() throws IOException {
    Path file = file("model=decoar", "show=1");

    assertEquals(
        List.of("--conf-file=" + file, "--model", "fbank", "--show=2"),
        List.of(
            ConfFile.expand(
                new String[] {"--conf-file=" + file, "--model", "fbank", "--show=2"}, KNOWN)));
  }

  @Test
  void pairsOfTheFileAndTheCommandLineAddUp() throws IOException {
    Path file = file("feature-option=num-mel-bins=80", "feature-option=dither=1");

    assertEquals(
        List.of(
            "--feature-option=num-mel-bins=80",
            "--feature-option=dither=1",
            "--conf-file=" + file,
            "--feature-option=dither=0"),
        List.of(
            ConfFile.expand(
                new String[] {"--conf-file=" + file, "--feature-option=dither=0"},
                Set.of("--feature-option", "--conf-file"))));
  }

  @Test
  void valueMayHoldAnEqualsSign() throws IOException {
    Path file = file("model=a=b");

    assertEquals("--model=a=b", expand(file)[0]);
  }

  @Test
  void withoutTheOptionArgumentsStayAsTheyAre() {
    String[] arguments = {"--model", "fbank"};

    assertEquals(List.of(arguments), List.of(ConfFile.expand(arguments, KNOWN)));
  }

  @Test
  void unknownKeyIsNamedWithItsLine() throws IOException {
    Path file = file("model=decoar", "mnifest=wav.scp");

    assertRefused("unknown option --mnifest (" + file + ":2)", file);
  }

  @Test
  void lineThatIsNoOptionIsRefused() throws IOException {
    Path file = file("--model decoar");

    assertRefused(
        "expected a line of key=value such as model=decoar, got '--model decoar' (" + file + ":1)",
        file);
  }

  @Test
  void missingFileIsRefused() {
    Path gone = folder.resolve("gone.conf");

    assertRefused("no such --conf-file (" + gone + ")", gone);
  }

  @Test
  void folderIsRefused() {
    assertRefused("cannot read --conf-file: Is a directory (" + folder + ")", folder);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("binary.conf"), new byte[] {(byte) 0xFF, (byte) 0xFE});

    assertRefused("--conf-file is not UTF-8 text (" + file + ")", file);
  }

  @Test
  void wrongFileEndsTheCommandWithCodeTwo() throws IOException {
    Path file = file("nosuch=1");

    CommandRun run = CommandRun.of("--conf-file", file.toString());

    assertEquals(2, run.code());
    assertEquals("error: unknown option --nosuch (" + file + ":1)\n", run.err());
  }

  @Test
  void optionsOfTheFileReachTheCommand() throws IOException {
    Path file = file("model=nosuch");

    assertEquals(
        CommandRun.refusal(
            "unknown --model nosuch, expected one of "
                + "bertphone, copy, decoar, decoar2, fbank, mfcc, spectrogram, torchscript, wav2vec"),
        CommandRun.of("--conf-file", file.toString()).err());
  }

  private void assertRefused(String message, Path file) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> expand(file));
    assertEquals(message, e.getMessage());
  }

  private static String[] expand(Path file) {
    return ConfFile.expand(new String[] {"--conf-file", file.toString()}, KNOWN);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("job.conf"), List.of(lines));
  }
}
