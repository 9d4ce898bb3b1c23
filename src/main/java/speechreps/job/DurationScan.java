package speechreps.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import speechreps.extract.Commands;
import speechreps.extract.HeaderProbe;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * A cheap first pass over the recordings whose duration the manifest does not tell: executors read
 * their headers, so that shards of equal length can be cut.
 */
final class DurationScan {
  /** Files that one task opens. */
  private static final int FILES_PER_TASK = 500;

  private final JavaSparkContext context;

  private final Commands commands;

  DurationScan(JavaSparkContext context, Commands commands) {
    this.context = context;
    this.commands = commands;
  }

  /** Durations in the order of the utterances; NaN where even the header does not tell. */
  double[] seconds(List<Utterance> utterances) {
    double[] seconds = new double[utterances.size()];
    List<Integer> unknown = new ArrayList<>();
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = utterances.get(i).seconds();
      if (Double.isNaN(seconds[i])) {
        unknown.add(i);
        locations.add(utterances.get(i).location());
      }
    }
    if (!unknown.isEmpty()) {
      Broadcast<SerializableConfiguration> hadoop =
          context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
      int tasks = (locations.size() + FILES_PER_TASK - 1) / FILES_PER_TASK;
      List<Double> found =
          context
              .parallelize(locations, tasks)
              .mapPartitions(new Probe(commands, hadoop))
              .collect();
      for (int i = 0; i < found.size(); i++) {
        seconds[unknown.get(i)] = found.get(i);
      }
    }
    return seconds;
  }

  /** Locations in, seconds out. */
  private static final class Probe implements FlatMapFunction<Iterator<String>, Double> {
    private final Commands commands;
    private final Broadcast<SerializableConfiguration> hadoop;

    Probe(Commands commands, Broadcast<SerializableConfiguration> hadoop) {
      this.commands = commands;
      this.hadoop = hadoop;
    }

    @Override
    public Iterator<Double> call(Iterator<String> locations) throws IOException {
      Configuration configuration = hadoop.value().value();
      HeaderProbe probe = new HeaderProbe(new Storage(configuration), commands);
      List<Double> seconds = new ArrayList<>();
      while (locations.hasNext()) {
        seconds.add(probe.header(locations.next()).seconds());
      }
      return seconds.iterator();
    }
  }
}
