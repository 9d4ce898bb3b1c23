package speechreps.job;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import speechreps.extract.RecordingHeader;

/**
 * The recordings of a corpus, counted.
 *
 * @param readable with a header that tells what it should
 * @param unreadable missing or broken
 * @param untold had only by running a command
 * @param rates readable recordings by their rate in Hz
 * @param channels readable recordings by their number of channels
 */
record PlannedRecordings(
    int readable,
    int unreadable,
    int untold,
    SortedMap<Integer, Integer> rates,
    SortedMap<Integer, Integer> channels) {
  static PlannedRecordings of(Collection<RecordingHeader> headers) {
    int unreadable = 0;
    int untold = 0;
    SortedMap<Integer, Integer> rates = new TreeMap<>();
    SortedMap<Integer, Integer> channels = new TreeMap<>();
    for (RecordingHeader header : headers) {
      if (header.fault() != null) {
        unreadable++;
      } else if (header.sampleRateHz() == 0) {
        untold++;
      } else {
        rates.merge(header.sampleRateHz(), 1, Integer::sum);
        channels.merge(header.numChannels(), 1, Integer::sum);
      }
    }
    int readable = headers.size() - unreadable - untold;
    return new PlannedRecordings(readable, unreadable, untold, rates, channels);
  }

  int total() {
    return readable + unreadable + untold;
  }
}
