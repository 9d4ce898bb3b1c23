package speechreps.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it printed as errors
 */
record CommandRun(int code, String out, String err) {
  static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = FeaturizeCommand.execute(args, new PrintWriter(out), new PrintWriter(err));
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** What a wrong option prints. */
  static String refusal(String message) {
    return "error: " + message + "\n--help shows all options\n";
  }
}
