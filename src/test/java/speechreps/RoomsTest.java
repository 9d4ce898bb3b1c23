package speechreps;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The direction of dependencies: which room may import which, and who may know which library. */
class RoomsTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("speechreps");

  @Test
  void speechImportsOnlyTheJdk() {
    check("speech");
    onlyTheJdk("speech");
  }

  @Test
  void dspImportsOnlySpeech() {
    check("dsp", "speech");
    onlyTheJdk("dsp");
  }

  @Test
  void kaldiImportsOnlySpeech() {
    check("kaldi", "speech");
    onlyTheJdk("kaldi");
  }

  @Test
  void audioImportsOnlySpeech() {
    check("audio", "speech");
  }

  @Test
  void modelImportsOnlySpeech() {
    check("model", "speech");
  }

  @Test
  void checkpointsImportOnlyTheJdk() {
    check("model.checkpoint");
    onlyTheJdk("model.checkpoint");
  }

  @Test
  void picklesImportOnlyBytes() {
    check("model.checkpoint.bytes");
    check("model.checkpoint.pickle", "model.checkpoint.bytes");
  }

  @Test
  void storageImportsOnlySpeech() {
    check("storage", "speech");
  }

  @Test
  void corpusImportsSpeechKaldiAndStorage() {
    check("corpus", "speech", "kaldi", "storage");
  }

  @Test
  void sinkImportsSpeechKaldiAndStorage() {
    check("sink", "speech", "kaldi", "storage");
  }

  @Test
  void extractImportsNeitherSparkNorSinks() {
    check("extract", "speech", "audio", "dsp", "kaldi", "model", "storage");
  }

  @Test
  void jobImportsEverythingButTheCommandLine() {
    check("job", "speech", "extract", "corpus", "sink", "storage");
  }

  @Test
  void theCommandLineImportsNoDecoder() {
    check("cli", "speech", "dsp", "kaldi", "corpus", "extract", "model", "sink", "job", "storage");
  }

  @Test
  void onlyTheModelRoomKnowsTheEngines() {
    onlyIn("model", "ai.djl..");
  }

  @Test
  void onlyTheJobRoomKnowsSpark() {
    onlyIn("job", "org.apache.spark..");
  }

  @Test
  void onlyTheAudioRoomKnowsFfmpeg() {
    onlyIn("audio", "org.bytedeco..");
  }

  @Test
  void onlyTheStorageRoomKnowsHadoopFileSystems() {
    onlyIn("storage", "org.apache.hadoop.fs..");
  }

  private static void check(String room, String... allowed) {
    String[] packages = new String[allowed.length + 1];
    packages[0] = "speechreps." + room + "..";
    for (int i = 0; i < allowed.length; i++) {
      packages[i + 1] = "speechreps." + allowed[i] + "..";
    }
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage("speechreps." + room + "..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(packages).or(resideOutsideOfPackages("speechreps..")))
            .allowEmptyShould(true);
    rule.check(PRODUCT);
  }

  private static void onlyTheJdk(String room) {
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage("speechreps." + room + "..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.jspecify..", "speechreps.."));
    rule.check(PRODUCT);
  }

  private static void onlyIn(String room, String library) {
    ArchRule rule =
        classes()
            .that()
            .resideOutsideOfPackage("speechreps." + room + "..")
            .should()
            .onlyDependOnClassesThat(resideOutsideOfPackages(library))
            .allowEmptyShould(true);
    rule.check(PRODUCT);
  }
}
