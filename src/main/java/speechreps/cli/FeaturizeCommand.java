package speechreps.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import speechreps.extract.Featurizer;
import speechreps.extract.Recipe;
import speechreps.job.FailureLimit;
import speechreps.job.FeaturizeJob;
import speechreps.job.JobSpec;
import speechreps.job.ManifestSpec;
import speechreps.job.PlanOptions;

/**
 * The command line: options to a validated job.
 *
 * <p>Exit codes: 0 success, 1 the run failed or had too many failures, 2 an option, the manifest or
 * the model is wrong and nothing was computed.
 */
@Command(
    name = "Featurize",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    header = "Turns a speech corpus into representations: Parquet or Kaldi archives.%n",
    customSynopsis = {
      "spark-submit --class Featurize speech-reps.jar --model NAME [--params PATH]",
      "             --manifest PATH --output DIR [OPTIONS]",
      "   or  ... --model NAME [--params PATH] --in-wav FILE --out-npy FILE"
    },
    footer = {
      "",
      "Examples:",
      "  --model decoar --params decoar-encoder-29b8e2ac.params --manifest data/train \\",
      "      --output s3a://bucket/train-decoar",
      "  --model decoar --params decoar.params --manifest wav.scp --output feats --format ARK",
      "  --model decoar --params decoar.params --in-wav a.wav --out-npy a.npy",
      "",
      "Every line of the manifest ends as one row of DIR/_ledger: ok, failed with the reason, or",
      "skipped. Exit codes: 0 success; 1 the run failed or had too many failures; 2 an option, the",
      "manifest or the model is wrong and nothing was computed."
    })
public final class FeaturizeCommand implements Callable<Integer> {
  static final int OK = 0;
  static final int FAILED = 1;

  @Spec @Nullable CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nInput%n")
  InputOptions input = new InputOptions();

  @ArgGroup(validate = false, heading = "%nModel%n")
  ModelOptions model = new ModelOptions();

  @ArgGroup(validate = false, heading = "%nKaldi front end%n")
  FrontEndOptions frontEnd = new FrontEndOptions();

  @ArgGroup(validate = false, heading = "%nNormalisation of Kaldi features%n")
  CmvnArguments normalisation = new CmvnArguments();

  @ArgGroup(validate = false, heading = "%nOutput%n")
  OutputOptions output = new OutputOptions();

  @ArgGroup(validate = false, heading = "%nPlanning%n")
  PlanArguments planning = new PlanArguments();

  @ArgGroup(validate = false, heading = "%nOne file, without Spark%n")
  SingleFileOptions single = new SingleFileOptions();

  @Option(
      names = "--conf-file",
      paramLabel = "FILE",
      description =
          "Options as lines of key=value, such as model=decoar; the command line wins over them.")
  @Nullable String confFile;

  /** Parses the arguments, runs what they ask for, and returns the exit code. */
  public static int execute(String[] args) {
    return execute(
        args, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8));
  }

  /** The same with other places for results and for errors. */
  static int execute(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine command =
        new CommandLine(new FeaturizeCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(FeaturizeCommand::reportWrongOption)
            .setExecutionExceptionHandler(FeaturizeCommand::report);
    String[] expanded;
    try {
      expanded = ConfFile.expand(args, command.getCommandSpec().optionsMap().keySet());
    } catch (IllegalArgumentException e) {
      err.println("error: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    return command.execute(expanded);
  }

  @Override
  public Integer call() throws IOException {
    try {
      Recipe recipe = recipe();
      PlanOptions plan = planning.options();
      if (single.inWav != null || single.outNpy != null) {
        return runSingle(recipe);
      }
      if (plan != null) {
        FeaturizeJob.planOnSpark(job(recipe), plan, out());
        return OK;
      }
      return FeaturizeJob.runOnSpark(job(recipe), out()) ? OK : FAILED;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), message(e), e);
    }
  }

  private int runSingle(Recipe recipe) throws IOException {
    String inWav = required(single.inWav, "--in-wav", "with --out-npy");
    String outNpy = required(single.outNpy, "--out-npy", "with --in-wav");
    refuse(input.manifest != null, "--manifest", "--in-wav");
    refuse(output.output != null, "--output", "--in-wav");
    refuse(planning.plan, "--plan", "--in-wav");
    refuse("each".equals(model.channel), "--channel each", "--in-wav");
    SingleFile.featurize(recipe, model.params, model.gpu, input.commands(), inWav, outNpy, out());
    return OK;
  }

  private JobSpec job(Recipe recipe) {
    String reason = "unless --in-wav and --out-npy are given";
    double shardSeconds = output.shardSeconds == null ? Double.NaN : output.shardSeconds;
    if (output.shardSeconds != null && !(shardSeconds > 0)) {
      throw new IllegalArgumentException(
          "--shard-seconds must be above 0, got " + output.shardSeconds);
    }
    if (output.show < 0) {
      throw new IllegalArgumentException("--show must be at least 0, got " + output.show);
    }
    refuse(
        output.writeCmvn != null && !Featurizer.hasFeatures(recipe),
        "--write-cmvn",
        "--model " + recipe.model() + ", which takes samples");
    return new JobSpec(
        new ManifestSpec(
            required(input.manifest, "--manifest", reason),
            input.form,
            input.root,
            input.commands()),
        recipe,
        model.params,
        model.gpu,
        output.spec(required(output.output, "--output", reason)),
        shardSeconds,
        failureLimit(),
        output.show);
  }

  private FailureLimit failureLimit() {
    try {
      return output.maxFailures == null
          ? FailureLimit.ONLY_TOTAL
          : FailureLimit.parse(output.maxFailures);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--max-failures: " + message(e), e);
    }
  }

  private Recipe recipe() throws IOException {
    String name = required(model.model, "--model", "always");
    Recipe recipe =
        model.recipe(name, frontEnd, normalisation, output.reduction(single.inWav != null));
    if (recipe.needsEncoder()) {
      required(model.params, "--params", "with --model " + name);
    } else {
      refuse(model.params != null, "--params", "--model " + name);
      refuse(model.gpu != null, "--gpu", "--model " + name);
    }
    if (model.gpu != null && model.gpu < 0) {
      throw new IllegalArgumentException("--gpu must be at least 0, got " + model.gpu);
    }
    return recipe;
  }

  private static String required(@Nullable String value, String option, String when) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(option + " is needed " + when);
    }
    return value;
  }

  private static void refuse(boolean given, String option, String other) {
    if (given) {
      throw new IllegalArgumentException(option + " cannot be combined with " + other);
    }
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine();
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  /** The message alone: the whole help behind it would hide it. */
  private static int reportWrongOption(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("error: " + message(e));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("--help shows all options");
    return CommandLine.ExitCode.USAGE;
  }

  /** What ends a run: data that cannot be used and failed I/O as one line, a bug with its trace. */
  private static int report(Exception e, CommandLine command, ParseResult arguments)
      throws Exception {
    if (!(e instanceof IOException)) {
      throw e;
    }
    command.getErr().println("error: " + message(e));
    return FAILED;
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
