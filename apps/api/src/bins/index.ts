import { ArtifactEntity } from './artifact.entity.js';
import { BinEntity } from './bin.entity.js';
import { BinVersionEntity } from './bin-version.entity.js';
import { BlobCheckEntity } from './blobs/blob-check.entity.js';
import { SealedBlobEntity } from './blobs/sealed-blob.entity.js';

export {
  BinCatalog,
  type CatalogArtifact,
  type CatalogBin,
  type CatalogVersion,
  type LocatedArtifact,
} from './bin-catalog.read-model.js';
export { SEALED_BLOBS } from './blobs/sealed-blob.entity.js';
export { archWord } from './bin-names.js';
export { BinPublisher, type NewConfigBin, type TextVersion } from './bin-publisher.js';
export { BinsModule } from './bins.module.js';
export { BuiltFiles, type BuiltFile, type KeptFile } from './uploads/built-files.js';
export { UploadWitness, type WitnessedUpload } from './uploads/upload-witness.js';
export { VersionAuthors } from './version-authors.js';
export { VersionQuarantine } from './version-quarantine.js';
export { BlobDownloads, type ServedFile } from './downloads/blob-downloads.js';

export const binEntities = [BinEntity, BinVersionEntity, ArtifactEntity, BlobCheckEntity, SealedBlobEntity];
