package speechreps.extract;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** Looks at the first features of a corpus, so that a wrong one is found before any work starts. */
public final class FeatureProbe {
  /** Enough to see past a few broken ones. */
  private static final int MAX_LOOKS = 100;

  private final MatrixReader reader;

  /** A probe of files on the given storage, which runs no commands. */
  public FeatureProbe(Storage storage) {
    this(storage, Commands.REFUSED);
  }

  /** The same, with other rules for commands. */
  public FeatureProbe(Storage storage, Commands commands) {
    this.reader = new MatrixReader(storage, commands);
  }

  /**
   * Columns of the first matrix that can be read and has rows; null when there are no utterances.
   *
   * @throws IllegalArgumentException when there are utterances, but none of the first has such a
   *     matrix
   */
  public @Nullable Integer dim(List<Utterance> utterances) {
    String firstReason = "it has no rows";
    int looks = Math.min(MAX_LOOKS, utterances.size());
    for (int i = 0; i < looks; i++) {
      try {
        FeatureMatrix matrix = reader.read(utterances.get(i).location());
        if (matrix.numFrames() > 0) {
          return matrix.dim();
        }
      } catch (IOException e) {
        firstReason = i == 0 ? String.valueOf(e.getMessage()) : firstReason;
      }
    }
    if (looks == 0) {
      return null;
    }
    throw new IllegalArgumentException(
        "the features cannot be used: none of the first "
            + looks
            + " can be read, "
            + utterances.get(0).id()
            + " because: "
            + firstReason);
  }
}
