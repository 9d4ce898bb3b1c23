package speechreps.cli;

import picocli.CommandLine.IVersionProvider;
import speechreps.job.Version;

/** What {@code --version} prints. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"speech-reps " + Version.current()};
  }
}
