package speechreps.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import speechreps.extract.RecordingHeader;
import speechreps.speech.IdOrder;
import speechreps.speech.Utterance;

/**
 * Makes an utterance of each channel: {@code a} becomes {@code a-c0}, {@code a-c1} and so on, also
 * where there is only one, so that ids do not depend on the recording.
 *
 * <p>An utterance stays as it is when the manifest names its channel, and when the header of its
 * recording cannot be read: it then fails with the reason when its turn comes.
 */
final class ChannelExpansion {
  private ChannelExpansion() {}

  /**
   * The utterances of all channels, in order of their ids.
   *
   * @param headers of the recordings of the utterances, in the same order
   * @throws IllegalArgumentException when two of them would have the same id
   */
  static List<Utterance> expand(List<Utterance> utterances, List<RecordingHeader> headers) {
    List<Utterance> expanded = new ArrayList<>();
    for (int i = 0; i < utterances.size(); i++) {
      Utterance utterance = utterances.get(i);
      int numChannels = utterance.channel() == null ? headers.get(i).numChannels() : 0;
      if (numChannels == 0) {
        expanded.add(utterance);
      }
      for (int channel = 0; channel < numChannels; channel++) {
        expanded.add(ofChannel(utterance, channel, headers.get(i).seconds()));
      }
    }
    expanded.sort(Comparator.comparing(Utterance::id, IdOrder.INSTANCE));
    requireUnique(expanded);
    return expanded;
  }

  private static Utterance ofChannel(Utterance utterance, int channel, double seconds) {
    return new Utterance(
        utterance.id() + "-c" + channel,
        utterance.location(),
        utterance.segment(),
        channel,
        utterance.speaker(),
        Double.isNaN(utterance.seconds()) ? seconds : utterance.seconds(),
        utterance.origin());
  }

  private static void requireUnique(List<Utterance> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      Utterance first = sorted.get(i - 1);
      Utterance second = sorted.get(i);
      if (first.id().equals(second.id())) {
        throw new IllegalArgumentException(
            "--channel each gives two utterances the id \""
                + first.id()
                + "\" ("
                + first.origin()
                + ", "
                + second.origin()
                + ")");
      }
    }
  }
}
