package speechreps.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import speechreps.extract.Commands;
import speechreps.extract.Fault;
import speechreps.extract.HeaderProbe;
import speechreps.extract.RecordingHeader;
import speechreps.speech.FailureReason;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/**
 * A cheap first pass over recordings: executors read their headers, so that shards of equal length
 * can be cut, and channels counted.
 */
final class HeaderScan {
  /** Files that one task opens. */
  private static final int FILES_PER_TASK = 500;

  private final JavaSparkContext context;
  private final Commands commands;

  HeaderScan(JavaSparkContext context, Commands commands) {
    this.context = context;
    this.commands = commands;
  }

  /** Durations in the order of the utterances; NaN where even the header does not tell. */
  double[] seconds(List<Utterance> utterances) throws IOException {
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
    List<RecordingHeader> found = headers(locations);
    for (int i = 0; i < found.size(); i++) {
      seconds[unknown.get(i)] = found.get(i).seconds();
    }
    return seconds;
  }

  /** What the headers tell, in the order of the locations. */
  List<RecordingHeader> headers(List<String> locations) throws IOException {
    if (locations.isEmpty()) {
      return List.of();
    }
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    int tasks = (locations.size() + FILES_PER_TASK - 1) / FILES_PER_TASK;
    return Collected.from(
            context.parallelize(locations, tasks).mapPartitions(new Probe(commands, hadoop)))
        .stream()
        .map(HeaderScan::fromRow)
        .toList();
  }

  private static Row toRow(RecordingHeader header) {
    Fault fault = header.fault();
    return RowFactory.create(
        header.seconds(),
        header.numChannels(),
        header.sampleRateHz(),
        fault == null ? null : fault.reason().name(),
        fault == null ? null : fault.message());
  }

  private static RecordingHeader fromRow(Row row) {
    Fault fault =
        row.isNullAt(3)
            ? null
            : new Fault(FailureReason.valueOf(row.getString(3)), row.getString(4));
    return new RecordingHeader(row.getDouble(0), row.getInt(1), row.getInt(2), fault);
  }

  /** Locations in, headers as rows out. */
  private static final class Probe implements FlatMapFunction<Iterator<String>, Row> {
    private final Commands commands;
    private final Broadcast<SerializableConfiguration> hadoop;

    Probe(Commands commands, Broadcast<SerializableConfiguration> hadoop) {
      this.commands = commands;
      this.hadoop = hadoop;
    }

    @Override
    public Iterator<Row> call(Iterator<String> locations) throws IOException {
      Configuration configuration = hadoop.value().value();
      HeaderProbe probe = new HeaderProbe(new Storage(configuration), commands);
      List<Row> found = new ArrayList<>();
      String last = "";
      while (locations.hasNext()) {
        String location = locations.next();
        // Segments of a recording follow each other.
        if (location.equals(last)) {
          found.add(found.get(found.size() - 1));
        } else {
          found.add(toRow(probe.header(location)));
        }
        last = location;
      }
      return found.iterator();
    }
  }
}
