package speechreps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options that are wrong end with code 2 and one line that says why; Spark is not started. */
class FeaturizeCommandTest {
  @Test
  void helpShowsEveryOptionWithAnExplanation() {
    CommandRun run = CommandRun.of("--help");

    assertEquals(0, run.code());
    for (OptionSpec option : new CommandLine(new FeaturizeCommand()).getCommandSpec().options()) {
      assertTrue(run.out().contains(option.longestName()), option.longestName());
      assertTrue(option.description().length > 0, option.longestName());
    }
    assertTrue(run.out().contains("spark-submit --class Featurize"), run.out());
    assertTrue(run.out().contains("Exit codes: 0 success; 1 "), run.out());
    assertTrue(!run.out().contains("%n") && !run.out().contains("${"), run.out());
  }

  @Test
  void versionIsPrinted() {
    CommandRun run = CommandRun.of("--version");

    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("speech-reps "), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "; --model is needed always",
        "--model fbank; --manifest is needed unless --in-wav and --out-npy are given",
        "--model fbank --manifest m; --output is needed unless --in-wav and --out-npy are given",
        "--model nosuch; unknown --model nosuch, expected one of bertphone, copy,"
            + " decoar, decoar2, fbank, mfcc, spectrogram, torchscript, wav2vec",
        "--model fbank --layer 3; --model fbank has no encoder: it has no option --layer",
        "--model fbank --cmvn model; --cmvn model needs a model with an encoder, got --model fbank",
        "--model decoar --params p --every 0; --every must be at least 1, got 0",
        "--model fbank --precision fp16 --format ark; --precision fp16 needs Parquet: Kaldi's"
            + " archives have no half precision (--ark-type cm1 is smaller still), and --out-npy is"
            + " float32",
        "--model fbank --pool mean+std --precision fp16; --precision fp16 is for frames: pooled"
            + " vectors are stored as arrays of float32",
        "--model fbank --format ark --ark-type cm1 --pool mean; --ark-type is for matrices: with"
            + " --pool archives hold vectors in single precision",
        "--model fbank --long-audio clip-positions; --model fbank has no encoder: it has no option"
            + " --long-audio",
        "--model fbank --pool median; Invalid value for option '--pool': expected one of [NONE,"
            + " MEAN, MEAN_STD, mean+std] (case-insensitive) but was 'median'",
        "--model decoar --manifest m --output o; --params is needed with --model decoar",
        "--model fbank --params p; --params cannot be combined with --model fbank",
        "--model wav2vec --params p --manifest m --output o --write-cmvn global; --write-cmvn"
            + " cannot be combined with --model wav2vec, which takes samples",
        "--model fbank --gpu 0; --gpu cannot be combined with --model fbank",
        "--model decoar --params p --gpu -1; --gpu must be at least 0, got -1",
        "--model fbank --in-wav a.wav; --out-npy is needed with --in-wav",
        "--model fbank --out-npy a.npy; --in-wav is needed with --out-npy",
        "--model fbank --in-wav a.wav --out-npy a.npy --manifest m;"
            + " --manifest cannot be combined with --in-wav",
        "--model fbank --in-wav a.wav --out-npy a.npy --output o;"
            + " --output cannot be combined with --in-wav",
        "--model fbank --channel left; --channel must be a number from 0, mix or each, got left",
        "--model fbank --channel -1; --channel must be a number from 0, mix or each, got -1",
        "--model fbank --channel each --in-wav a.wav --out-npy a.npy;"
            + " --channel each cannot be combined with --in-wav",
        "--model copy --manifest m --output o --dither 1;"
            + " --model copy computes no features: it has no option dither",
        "--model copy --manifest m --output o --params p;"
            + " --params cannot be combined with --model copy",
        "--model fbank --manifest m --output o --command-timeout 0;"
            + " --command-timeout must be at least 1, got 0",
        "--model fbank --manifest m --output o --shard-seconds 0;"
            + " --shard-seconds must be above 0, got 0.0",
        "--model fbank --manifest m --output o --shard-seconds NaN;"
            + " --shard-seconds must be above 0, got NaN",
        "--model fbank --manifest m --output o --plan-factor 1; --plan-factor needs --plan",
        "--model fbank --manifest m --output o --plan-start 1; --plan-start needs --plan",
        "--model fbank --manifest m --output o --plan --plan-start -1;"
            + " --plan-start must be 0 or more, got -1.0",
        "--model fbank --manifest m --output o --price-per-hour 1; --price-per-hour needs --plan",
        "--model fbank --manifest m --output o --plan --plan-factor 0;"
            + " --plan-factor must be above 0, got 0.0",
        "--model fbank --manifest m --output o --plan --price-per-hour -1;"
            + " --price-per-hour must be above 0, got -1.0",
        "--model fbank --in-wav a.wav --out-npy a.npy --plan;"
            + " --plan cannot be combined with --in-wav",
        "--model fbank --manifest m --output o --show -1; --show must be at least 0, got -1",
        "--model fbank --manifest m --output o --max-failures many;"
            + " --max-failures: expected a count such as 10 or a share such as 0.5%, got 'many'",
        "--model fbank --manifest m --output o --max-failures 101%;"
            + " --max-failures: expected a count such as 10 or a share such as 0.5%, got '101%'",
      })
  void wrongOptionsAreNamed(String arguments, String message) {
    CommandRun run = CommandRun.of(arguments == null ? new String[0] : arguments.split(" ", -1));

    assertEquals(CommandRun.refusal(message), run.err());
    assertEquals(2, run.code());
    assertEquals("", run.out());
  }

  @Test
  void unknownOptionGetsTheNearestOnes() {
    CommandRun run = CommandRun.of("--manifst=m");

    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("error: Unknown option: '--manifst=m'"), run.err());
    assertTrue(run.err().contains("--manifest"), run.err());
  }

  @Test
  void wordWithoutOptionIsRefused() {
    CommandRun run = CommandRun.of("--model", "fbank", "stray");

    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("error: Unmatched argument at index 2: 'stray'"), run.err());
  }

  @Test
  void valueThatIsNoNumberIsRefused() {
    CommandRun run = CommandRun.of("--model", "fbank", "--shard-seconds", "long");

    assertEquals(2, run.code());
    assertEquals(
        CommandRun.refusal("Invalid value for option '--shard-seconds': 'long' is not a double"),
        run.err());
  }

  @Test
  void formatsAreReadInAnyCaseAndListedWhenUnknown() {
    CommandRun run = CommandRun.of("--model", "fbank", "--format", "hdf5");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("'--format'"), run.err());
    assertTrue(run.err().contains("PARQUET, ARK"), run.err());
  }
}
