/**
 * Kaldi's files: tables (ark, scp), matrices plain and compressed, configuration files, and the
 * text files of a data directory.
 *
 * <p>Where to look:
 *
 * <ul>
 *   <li>{@link speechreps.kaldi.ArkReader} and {@link speechreps.kaldi.ArkWriter}: archives; {@link
 *       speechreps.kaldi.Holder}: the types they hold, and single values by offset or in a file of
 *       their own. The bytes are described in {@code MatrixFormat}, {@code CompressedMatrixFormat},
 *       {@code VectorFormat} and {@code TextFormat}.
 *   <li>{@link speechreps.kaldi.ScpLine}, {@link speechreps.kaldi.SegmentLine}, {@link
 *       speechreps.kaldi.DataDirFiles}: text files, read into a {@link speechreps.kaldi.TextTable}
 *       of entries and faults; {@link speechreps.kaldi.LineReader}: their lines one at a time.
 *   <li>{@link speechreps.kaldi.Rxfilename}: what the second field of an scp names; {@code pipe}:
 *       what its commands do.
 *   <li>{@link speechreps.kaldi.KaldiConf}: options of a front end.
 * </ul>
 *
 * <p>May import {@code speech} and the JDK. Knows neither files nor Hadoop: readers take a {@link
 * speechreps.speech.Source} or a stream.
 */
@NullMarked
package speechreps.kaldi;

import org.jspecify.annotations.NullMarked;
