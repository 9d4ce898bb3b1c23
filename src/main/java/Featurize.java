import speechreps.cli.FeaturizeCommand;

/** The main class, in the unnamed package because users type {@code --class Featurize}. */
@SuppressWarnings("DefaultPackage")
public final class Featurize {
  private Featurize() {}

  /** Runs the command line; exits with its code unless that is 0, as Spark's launchers expect. */
  public static void main(String[] args) {
    int code = FeaturizeCommand.execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
