# SPDX-License-Identifier: Apache-2.0
# The Debian package that a build tree makes holds the programs, what a desktop shows of them, and valid descriptions.
cmake_minimum_required(VERSION 3.25)

set(place ${BUILD}/debpackage)
file(REMOVE_RECURSE ${place})
file(MAKE_DIRECTORY ${place})
# Stripping the programs takes most of the time and proves nothing here.
execute_process(COMMAND cpack -G DEB -D CPACK_STRIP_FILES=OFF -D CPACK_DEB_COMPONENT_INSTALL=OFF -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip
    -B ${place} --config ${BUILD}/CPackConfig.cmake OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE failed)
file(GLOB package ${place}/*.deb)
if(failed OR NOT package)
    message(FATAL_ERROR "There is no package: ${said}")
endif()
execute_process(COMMAND dpkg-deb -x ${package} ${place}/root COMMAND_ERROR_IS_FATAL ANY)
set(id io.github.formwork.Formwork)
foreach(file bin/formwork bin/formwork-cli share/applications/${id}.desktop share/metainfo/${id}.metainfo.xml
    share/icons/hicolor/scalable/apps/${id}.svg share/man/man1/formwork.1.gz share/man/man1/formwork-cli.1.gz
    share/bash-completion/completions/formwork-cli share/zsh/vendor-completions/_formwork-cli
    share/fish/vendor_completions.d/formwork-cli.fish share/doc/formwork/copyright share/doc/formwork/changelog.gz)
    if(NOT EXISTS ${place}/root/usr/${file})
        message(SEND_ERROR "The package lacks /usr/${file}.")
    endif()
endforeach()
execute_process(COMMAND ${place}/root/usr/bin/formwork-cli --version OUTPUT_VARIABLE version RESULT_VARIABLE failed)
if(failed OR NOT version MATCHES "formwork-cli [0-9]")
    message(SEND_ERROR "The packaged program does not start: ${version}")
endif()
execute_process(COMMAND desktop-file-validate ${place}/root/usr/share/applications/${id}.desktop COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND appstreamcli validate --no-net ${place}/root/usr/share/metainfo/${id}.metainfo.xml COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND dpkg-deb -f ${package} Depends OUTPUT_VARIABLE needed)
foreach(library libqt6sql6-sqlite libqt6svg6 libqt6keychain1 libsimdjson14)
    if(NOT needed MATCHES "${library}")
        message(SEND_ERROR "The package does not depend on ${library}: ${needed}")
    endif()
endforeach()
# The programs are not stripped, see above; everything else is as it will be.
execute_process(COMMAND lintian --allow-root --fail-on error --suppress-tags unstripped-binary-or-object ${package}
    OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE failed)
if(failed)
    message(SEND_ERROR "lintian finds: ${said}")
endif()
file(REMOVE_RECURSE ${place})
