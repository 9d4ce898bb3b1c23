package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.extract.CmvnScope;

/** An output with archives is a Kaldi data directory. */
class KaldiDataDirTest {
  private Path input;
  private Path output;

  /** Two speakers; the second segment of {@code r1} fails since it lies beyond the recording. */
  @BeforeEach
  void write(@TempDir Path tempDir) throws IOException {
    input = tempDir.resolve("in");
    output = tempDir.resolve("out");
    Recordings.noise(input.resolve("r1.wav"), 1, 0.5);
    Recordings.noise(input.resolve("r2.wav"), 2, 1);
    put("wav.scp", "r1 r1.wav", "r2 r2.wav", "r3 gone.wav");
    put("segments", "s1-a r2 0 0.5", "s1-b r1 7 8", "s2-a r1 0.1 0.5", "s3-a r3 0 1");
    put("utt2spk", "s1-a s1", "s1-b s1", "s2-a s2", "s3-a s3");
    put("text", "s2-a WORLD", "s1-a HELLO", "s1-b GONE", "s3-a GONE");
    put("spk2gender", "s1 f", "s2 m", "s3 f");
    put("cmvn.scp", "s1 /old.ark:1");
  }

  @Test
  void filesNameTheUtterancesThatAreDone() throws IOException {
    assertTrue(new JobRunner(input).ark().run(output));

    // Between them 48 × 23 floats, 15 bytes before these, and the second key with its blank.
    String shard = output + "/data/shard-00000.ark";
    assertContent("feats.scp", "s1-a " + shard + ":5", "s2-a " + shard + ":4441");
    assertContent("utt2num_frames", "s1-a 48", "s2-a 38");
    assertContent("utt2dur", "s1-a 0.5", "s2-a 0.4");
    assertContent("utt2spk", "s1-a s1", "s2-a s2");
    assertContent("spk2utt", "s1 s1-a", "s2 s2-a");
    assertContent("frame_shift", "0.01");
    assertContent("text", "s1-a HELLO", "s2-a WORLD");
    assertContent("spk2gender", "s1 f", "s2 m");
    assertContent("segments", "s1-a r2 0 0.5", "s2-a r1 0.1 0.5");
    assertContent("wav.scp", "r1 " + input + "/r1.wav", "r2 " + input + "/r2.wav");
    assertFalse(Files.exists(output.resolve("cmvn.scp")));
  }

  @Test
  void optionsOfTheFrontEndAreThere() throws IOException {
    assertTrue(new JobRunner(input).ark().run(output));

    List<String> conf = Files.readAllLines(output.resolve("conf/fbank.conf"));
    assertEquals("--sample-frequency=16000", conf.get(0));
    assertTrue(conf.contains("--num-mel-bins=23"), conf.toString());
    assertEquals(List.of(output.resolve("conf/fbank.conf")), JobRunner.files(output, ".conf"));
  }

  @Test
  void manifestOfOtherFormGivesSpeakersAndNothingElse() throws IOException {
    assertTrue(new JobRunner(input.resolve("wav.scp")).ark().run(output));

    assertContent("utt2spk", "r1 r1", "r2 r2");
    assertContent("spk2utt", "r1 r1", "r2 r2");
    assertFalse(Files.exists(output.resolve("wav.scp")));
  }

  @Test
  void fileThatCoversNotAllIsWarnedOf() throws IOException {
    put("text", "s1-a HELLO");
    JobRunner job = new JobRunner(input).ark();

    assertTrue(job.run(output));

    assertTrue(job.console().contains("warning: text: no line for 1 of 2 keys\n"), job.console());
  }

  @Test
  void scpFilesNameThePrefixInsteadOfTheFolder() throws IOException {
    JobRunner job = new JobRunner(input).ark().scpPrefix("/mnt/feats").writeCmvn(CmvnScope.SPEAKER);

    assertTrue(job.run(output));

    String feats = Files.readString(output.resolve("feats.scp"));
    assertTrue(feats.startsWith("s1-a /mnt/feats/data/shard-00000.ark:5\ns2-a /mnt/"), feats);
    String cmvn = Files.readString(output.resolve("cmvn.scp"));
    assertTrue(cmvn.startsWith("s1 /mnt/feats/cmvn.ark:3\ns2 /mnt/feats/cmvn.ark:"), cmvn);
    assertContent("utt2dur", "s1-a 0.5", "s2-a 0.4");
  }

  @Test
  void localFolderIsNamedWithoutItsScheme() throws IOException {
    assertTrue(new JobRunner(input).ark().writeCmvn(CmvnScope.SPEAKER).run("file://" + output));

    String feats = Files.readString(output.resolve("feats.scp"));
    assertTrue(feats.startsWith("s1-a " + output + "/data/shard-00000.ark:5\n"), feats);
    String cmvn = Files.readString(output.resolve("cmvn.scp"));
    assertTrue(cmvn.startsWith("s1 " + output + "/cmvn.ark:3\n"), cmvn);
  }

  @Test
  void statisticsHaveTheSpeakersOfSpk2utt() throws IOException {
    put("utt2spk", "s1-a s1", "s1-b s1");

    assertTrue(new JobRunner(input).ark().writeCmvn(CmvnScope.SPEAKER).run(output));

    assertContent("spk2utt", "s1 s1-a", "s2-a s2-a");
    assertEquals(
        List.of("s1", "s2-a"),
        Files.readAllLines(output.resolve("cmvn.scp")).stream()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList());
  }

  @Test
  void overwriteLeavesNothingOfTheEarlierRun() throws IOException {
    JobRunner job = new JobRunner(input).ark().writeCmvn(CmvnScope.SPEAKER);
    assertTrue(job.run(output));
    assertTrue(Files.exists(output.resolve("text")));

    assertTrue(new JobRunner(input.resolve("wav.scp")).overwrite().run(output));

    assertEquals(
        List.of(
            "_ledger/manifest.parquet",
            "_ledger/shard-00000.parquet",
            "_run.json",
            "shard-00000.parquet"),
        JobRunner.files(output, "").stream()
            .map(file -> output.relativize(file).toString())
            .toList());
  }

  @Test
  void manifestIsNeverReplacedByItsOwnOutput() throws IOException {
    assertTrue(new JobRunner(input).ark().run(output));
    Map<String, String> before = contents();

    JobRunner again = new JobRunner(output).ark().overwrite();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> again.run(output));

    assertTrue(
        String.valueOf(e.getMessage()).startsWith("the manifest must not lie in the output"),
        e.getMessage());
    assertEquals(before, contents());
  }

  @Test
  void outputIsAManifestItself() throws IOException {
    assertTrue(new JobRunner(input).ark().run(output));
    Path second = output.resolveSibling("out-2");

    assertTrue(new JobRunner(output).ark().run(second));

    for (String name : List.of("utt2spk", "spk2utt", "text", "segments", "wav.scp", "utt2dur")) {
      assertEquals(
          Files.readString(output.resolve(name)), Files.readString(second.resolve(name)), name);
    }
  }

  private void put(String name, String... lines) throws IOException {
    Files.write(input.resolve(name), List.of(lines));
  }

  private void assertContent(String name, String... lines) throws IOException {
    assertEquals(String.join("\n", lines) + "\n", Files.readString(output.resolve(name)), name);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name :
        List.of("feats.scp", "text", "wav.scp", "segments", "utt2spk", "_data_dir")) {
      contents.put(name, Files.readString(output.resolve(name)));
    }
    return contents;
  }
}
