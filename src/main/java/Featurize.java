/** Placeholder until the command line stands. */
@SuppressWarnings("DefaultPackage") // users type --class Featurize
public final class Featurize {
  private Featurize() {}

  /** Entry point. */
  public static void main(String[] args) {}
}
