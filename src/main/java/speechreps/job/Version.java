package speechreps.job;

/** The version of this program, from the jar's manifest. */
public final class Version {
  private Version() {}

  /** The version, or {@code development} when the classes do not come from a jar. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
