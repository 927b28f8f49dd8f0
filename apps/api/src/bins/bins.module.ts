import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/settings/index.js';
import { BinCatalog } from './bin-catalog.read-model.js';
import { BinPublisher } from './bin-publisher.js';
import { BinListReadModel } from './bin-list.read-model.js';
import { BinsController } from './bins.controller.js';
import { BinsRepository } from './bins.repository.js';
import { BinsService } from './bins.service.js';
import { BlobChecksRepository } from './blobs/blob-checks.repository.js';
import { BlobHealth } from './blobs/blob-health.js';
import { BlobScrubber } from './blobs/blob-scrubber.js';
import { BlobReferences } from './blobs/blob-references.repository.js';
import { BLOB_STORE } from './blobs/blob-store.js';
import { BlobSweeper } from './blobs/blob-sweeper.js';
import { SealedBlobs } from './blobs/sealed-blobs.js';
import { SealedBlobsRepository } from './blobs/sealed-blobs.repository.js';
import { FileBlobStore } from './blobs/file-blob-store.js';
import { VerifiedBlobs } from './blobs/verified-blobs.js';
import { BlobDownloads } from './downloads/blob-downloads.js';
import { DownloadsController } from './downloads/downloads.controller.js';
import { DownloadsService } from './downloads/downloads.service.js';
import { RunningReadModel } from './running.read-model.js';
import { ArtifactKeeper } from './uploads/artifact-keeper.js';
import { BuiltFiles } from './uploads/built-files.js';
import { UploadsController } from './uploads/uploads.controller.js';
import { UploadsService } from './uploads/uploads.service.js';
import { UploadWitness } from './uploads/upload-witness.js';
import { UploadTransport } from './uploads/upload-transport.js';
import { VersionAuthors } from './version-authors.js';
import { VersionQuarantine } from './version-quarantine.js';
import { VersionListReadModel } from './version-list.read-model.js';
import { VersionsRepository } from './versions.repository.js';

@Module({
  controllers: [BinsController, UploadsController, DownloadsController],
  providers: [
    ArtifactKeeper,
    BuiltFiles,
    VersionAuthors,
    VersionQuarantine,
    BinCatalog,
    BinListReadModel,
    BinPublisher,
    BinsRepository,
    BinsService,
    BlobChecksRepository,
    BlobDownloads,
    BlobHealth,
    BlobReferences,
    BlobScrubber,
    BlobSweeper,
    DownloadsService,
    SealedBlobs,
    SealedBlobsRepository,
    RunningReadModel,
    UploadsService,
    UploadTransport,
    UploadWitness,
    VerifiedBlobs,
    VersionListReadModel,
    VersionsRepository,
    {
      provide: BLOB_STORE,
      inject: [SETTINGS],
      useFactory: ({ dataDir }: Settings) => new FileBlobStore(join(dataDir, 'artifacts')),
    },
  ],
  exports: [
    BinCatalog,
    BinPublisher,
    BlobDownloads,
    BuiltFiles,
    UploadWitness,
    VersionAuthors,
    VersionQuarantine,
  ],
})
export class BinsModule {}
