# SPDX-License-Identifier: Apache-2.0
"""What botocore would send: the prepared request of a call, caught before it leaves."""
import datetime
import gzip
import json
import os
import time
import types

for name, value in {'AWS_EC2_METADATA_DISABLED': 'true', 'AWS_CONFIG_FILE': os.devnull, 'BOTO_DISABLE_CRT': 'true',
                    'AWS_SHARED_CREDENTIALS_FILE': os.devnull, 'AWS_MAX_ATTEMPTS': '1'}.items():
    os.environ[name] = value

import botocore
import botocore.auth
import botocore.compat
import botocore.config
import botocore.discovery
import botocore.loaders
import botocore.session
import botocore.tokens

VERSION = botocore.__version__
KEY_ID = 'AKIDEXAMPLE'
SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'  # the published example, not a key
AT = datetime.datetime(2026, 1, 2, 3, 4, 5)


class Caught(Exception):
    def __init__(self, request):
        super().__init__('caught')
        self.request = request


def _catch(request, **_):
    raise Caught(request)


class _Token:
    def get_frozen_token(self):
        return botocore.tokens.FrozenAuthToken('TOKEN')


def freeze():
    """Signs every request at AT."""
    def now(remove_tzinfo=True):
        return AT if remove_tzinfo else AT.replace(tzinfo=datetime.timezone.utc)
    for module in (botocore.auth, botocore.compat):
        if hasattr(module, 'get_current_datetime'):
            module.get_current_datetime = now

    botocore.auth.time = types.SimpleNamespace(strftime=time.strftime, gmtime=lambda *_: AT.timetuple())

    class Frozen(datetime.datetime):
        @classmethod
        def utcnow(cls):
            return AT

    class Clock:  # what older versions ask
        datetime = Frozen
    if not hasattr(botocore.auth, 'get_current_datetime'):
        botocore.auth.datetime = Clock
    # Endpoints that only the service knows cannot be asked for here; both sides use the region's.
    botocore.discovery.EndpointDiscoveryManager.describe_endpoint = lambda self, **_: None


def own_models():
    return botocore.loaders.Loader.BUILTIN_DATA_PATH


def as_cbor(models, target, wanted):
    """A copy of the models in which every service speaks CBOR."""
    for service in wanted or sorted(os.listdir(models)):
        folder = os.path.join(models, service)
        if not os.path.isdir(folder):
            continue
        for version in os.listdir(folder):
            _copy_as_cbor(os.path.join(folder, version), os.path.join(target, service, version), service)
    return target


def _copy_as_cbor(source, target, service):
    os.makedirs(target)
    for name in os.listdir(source):
        path = os.path.join(source, name)
        if name.startswith('endpoint-rule-set-1') or 'sdk-extras' in name:
            os.symlink(path, os.path.join(target, name))
        if name in ('service-2.json', 'service-2.json.gz'):
            with (gzip.open if name.endswith('.gz') else open)(path, 'rb') as file:
                model = json.load(file)
            metadata = model['metadata']
            metadata['protocols'] = ['smithy-rpc-v2-cbor']
            metadata.setdefault('targetPrefix', metadata.get('serviceId', service).replace(' ', ''))
            with open(os.path.join(target, 'service-2.json'), 'w', encoding='utf-8') as file:
                json.dump(model, file)


class _Loader(botocore.loaders.Loader):
    """Services from the folder, everything else (endpoints, partitions, retries) from botocore itself: with other
    endpoints than its own it would not use the rules of the services."""

    def __init__(self, own, models):
        super().__init__(extra_search_paths=[models], include_default_search_paths=False)
        self._own = own

    def load_data_with_path(self, name):
        return super().load_data_with_path(name) if '/' in name or os.sep in name else self._own.load_data_with_path(name)

    def load_data(self, name):
        return super().load_data(name) if '/' in name or os.sep in name else self._own.load_data(name)


class Oracle:
    """Clients over the models of a folder; without one, over botocore's own."""

    def __init__(self, models=None, protocol=None):
        self._session = botocore.session.Session()
        self._session.set_credentials(KEY_ID, SECRET)
        if models:
            own = self._session.get_component('data_loader')
            self._session.register_component('data_loader', _Loader(own, models))
        self._session.get_auth_token = lambda *_, **__: _Token()
        self._protocol = protocol
        self._models = models

    def services(self):
        names = self._session.get_component('data_loader').list_available_services('service-2')
        if self._models:
            names = [name for name in names if os.path.isdir(os.path.join(self._models, name))]
        return names

    def client(self, service, region, **config):
        config = botocore.config.Config(retries={'max_attempts': 0}, **config)
        client = self._session.create_client(service, region_name=region, config=config)
        client.meta.events.register_first('before-send', _catch)
        return client

    def model(self, service):
        loader = self._session.get_component('data_loader')
        from botocore.model import ServiceModel
        return ServiceModel(loader.load_service_model(service, 'service-2'), service)


def request_of(client, operation, params):
    """The prepared request, or the exception that botocore refuses with."""
    try:
        client._make_api_call(operation, params)
    except Caught as caught:
        return caught.request
    except Exception as error:  # whatever it is, it is the answer
        return error
    return RuntimeError('the call came back')


def url_of(client, operation, params, seconds):
    """The presigned URL of a call, or the exception that botocore refuses with."""
    names = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
    try:
        return client.generate_presigned_url(names[operation], Params=params, ExpiresIn=seconds)
    except Exception as error:  # whatever it is, it is the answer
        return error
