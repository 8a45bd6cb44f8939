// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

// What is spoken with a service beside the protocol that its model was written for: what the model lists, the
// older protocol of one that is awsQueryCompatible, and what resources/practice.json tells of it ("tongues").
namespace formwork::practice
{

[[nodiscard]] QList<model::Protocol> protocolsOf(const model::Service &service); // the preferred first
[[nodiscard]] QString targetOf(const model::Service &service); // before the operation in X-Amz-Target
[[nodiscard]] QString rpcNameOf(const model::Service &service); // in paths of RPC v2

// The service as one that speaks the protocol alone.
[[nodiscard]] model::ServicePtr speaker(const model::ServicePtr &service, model::Protocol protocol);

// The operation as it stands on the wire where `speaker` is asked: with the names and codes of that protocol,
// which a model that was written for another leaves out.
[[nodiscard]] model::OperationPtr spoken(const model::OperationPtr &operation, const model::Service &speaker);

} // namespace formwork::practice
